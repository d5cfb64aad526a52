import { conditionsHold, checkConditionBlock } from './conditions';
import type { Decision } from './evaluator';
import { matchesArn, matchesWildcards } from './wildcards';
import type { ServiceIdentity } from '../../core/authorization';

/** What the policy on a resource (a queue, a topic, a function) says to a service that wants to do this to it. */
export function decideForService(policy: unknown, service: ServiceIdentity, action: string, resource: string): Decision {
  const { name, sourceArn, sourceOwner } = service;
  const [, , , , accountId] = sourceArn.split(':');
  const context = new Map([['aws:sourcearn', sourceArn], ['aws:sourceaccount', accountId], ['aws:securetransport', 'true']]);
  if (sourceOwner !== undefined) context.set('aws:sourceowner', sourceOwner);
  const applying = list((policy as { Statement?: unknown } | undefined)?.Statement).map((statement) => statement as Statement).filter((statement) =>
    list(statement.Action).some((pattern) => matchesWildcards(String(pattern), action, { ignoreCase: true }))
    && list(statement.Resource).some((pattern) => matchesArn(String(pattern), resource))
    && (statement.Principal === '*' || list(statement.Principal.Service).includes(name) || list(statement.Principal.AWS).includes('*'))
    && (statement.Condition === undefined || conditionsHold(checkConditionBlock(statement.Condition), context, (text) => text)));
  if (applying.some(({ Effect }) => Effect === 'Deny')) return 'explicit-deny';
  return applying.length > 0 ? 'allow' : 'implicit-deny';
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
