import { conditionsHold, type RequestContext } from './conditions';
import type { PolicyDocument, Statement } from './policy-document';
import { matchesArn, matchesWildcards } from './wildcards';

/** What is asked, with every condition key that the request has. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** `explicit-deny` wins over `allow`; `implicit-deny` is the lack of both. */
export type Decision = 'allow' | 'explicit-deny' | 'implicit-deny';

/** What a set of policies says to a question. */
export function evaluate(policies: readonly PolicyDocument[], question: Question): Decision {
  const applying = policies.flatMap((policy) => policy.Statement.filter((statement) => applies(statement, policy, question)));
  if (applying.some((statement) => statement.Effect === 'Deny')) return 'explicit-deny';
  return applying.length > 0 ? 'allow' : 'implicit-deny';
}

function applies(statement: Statement, policy: PolicyDocument, question: Question): boolean {
  // Variables came with the second version of the language; in the first one they are plain text.
  const resolve = policy.Version === '2012-10-17'
    ? (text: string) => resolveVariables(text, question.context)
    : (text: string) => text;
  return appliesToAction(statement, question.action)
    && appliesToResource(statement, question.resource, resolve)
    && (statement.Condition === undefined || conditionsHold(statement.Condition, question.context, resolve));
}

function appliesToAction({ Action: actions, NotAction: notActions = [] }: Statement, action: string): boolean {
  const matches = (pattern: string) => matchesWildcards(pattern, action, { ignoreCase: true });
  return actions ? actions.some(matches) : !notActions.some(matches);
}

function appliesToResource(
  { Resource: resources, NotResource: notResources = [] }: Statement, resource: string, resolve: (text: string) => string | undefined,
): boolean {
  const matches = (pattern: string) => {
    const resolved = resolve(pattern);
    return resolved !== undefined && matchesArn(resolved, resource);
  };
  return resources ? resources.some(matches) : !notResources.some(matches);
}

/**
 * Puts the request's values in for `${aws:PrincipalTag/team}`, with an optional default: `${key, 'none'}`.
 * Returns `undefined` if one has no value: the element then matches nothing.
 */
function resolveVariables(text: string, context: RequestContext): string | undefined {
  let complete = true;
  const resolved = text.replace(/\$\{([^}]*)\}/g, (_, variable: string) => {
    const [, key, fallback] = /^\s*(.*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(variable) ?? [];
    const value = context.get(key.toLowerCase());
    if (typeof value === 'string') return value;
    if (fallback !== undefined) return fallback;
    complete = false;
    return '';
  });
  return complete ? resolved : undefined;
}
