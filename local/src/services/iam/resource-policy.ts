import { conditionsHold, checkConditionBlock } from './conditions';
import { matchesArn, matchesWildcards } from './wildcards';

/** Whether the policy on a resource (a queue, a topic) lets a service do this on behalf of that source. */
export function allowsService(policy: unknown, service: string, action: string, resource: string, sourceArn: string): boolean {
  const [, , , , accountId] = sourceArn.split(':');
  const context = new Map([['aws:sourcearn', sourceArn], ['aws:sourceaccount', accountId], ['aws:securetransport', 'true']]);
  const applying = list((policy as { Statement?: unknown } | undefined)?.Statement).map((statement) => statement as Statement).filter((statement) =>
    list(statement.Action).some((pattern) => matchesWildcards(String(pattern), action, { ignoreCase: true }))
    && list(statement.Resource).some((pattern) => matchesArn(String(pattern), resource))
    && (statement.Principal === '*' || list(statement.Principal.Service).includes(service) || list(statement.Principal.AWS).includes('*'))
    && (statement.Condition === undefined || conditionsHold(checkConditionBlock(statement.Condition), context, (text) => text)));
  return applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
}

interface Statement {
  readonly Effect: string;
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly Principal: '*' | { readonly Service?: unknown; readonly AWS?: unknown };
  readonly Condition?: unknown;
}

function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
