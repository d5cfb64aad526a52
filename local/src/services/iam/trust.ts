import { conditionsHold, checkConditionBlock } from './conditions';
import { findRole, type Role } from './roles';
import { matchesWildcards } from './wildcards';
import type { Account } from '../../core/account';
import type { Principal } from '../../core/authorization';

/**
 * What the policy on something (a role's trust policy, a bucket's policy) says of a caller. `account`: it leaves the decision
 * to the caller's own policies; `caller`: it names the caller, who needs no policy besides; `deny`: it refuses.
 */
export type Trust = 'account' | 'caller' | 'deny' | undefined;

export interface TrustQuestion {
  readonly action: string;
  /** Condition keys of the request besides those of the caller. */
  readonly context: Readonly<Record<string, string>>;
  /** Whether a statement is about what is asked for. Default: each is, as in trust policies, which name no resource. */
  readonly concerns?: (resources: readonly string[]) => boolean;
}

export function trustOf(account: Account, policy: unknown, caller: Principal, { action, context, concerns = () => true }: TrustQuestion): Trust {
  const names = namesOf(account, caller);
  const complete = new Map(Object.entries({
    'aws:SecureTransport': 'true', 'aws:PrincipalAccount': account.id, 'aws:PrincipalArn': names[0], ...context,
  }).map(([key, value]) => [key.toLowerCase(), value]));
  const answers = list((policy as { Statement?: unknown } | undefined)?.Statement)
    .map((statement) => statement as Statement)
    .filter((statement) => list(statement.Action).some((pattern) => matchesWildcards(String(pattern), action, { ignoreCase: true }))
      && concerns(list(statement.Resource).map(String))
      && (statement.Condition === undefined || conditionsHold(checkConditionBlock(statement.Condition), complete, (text) => text)))
    .map(({ Effect, Principal: principal }) => ({ Effect, meant: howMeant(principal, names, account.id) }))
    .filter(({ meant }) => meant !== undefined);
  if (answers.some(({ Effect }) => Effect === 'Deny')) return 'deny';
  return answers.find(({ meant }) => meant === 'caller')?.meant ?? answers[0]?.meant;
}

/** Whether a role's trust policy lets somebody of the account assume it. */
export function trustsCaller(account: Account, role: Role, caller: Principal, context: Readonly<Record<string, string>>): Trust {
  return trustOf(account, role.assumeRolePolicyDocument, caller, { action: 'sts:AssumeRole', context });
}

interface Statement {
  readonly Effect: string;
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** By which ARNs a policy may name the caller: a role whatever the session, or the session. */
function namesOf(account: Account, { arn, roleName }: Principal): string[] {
  const role = roleName === undefined ? undefined : findRole(account, roleName);
  return role ? [role.arn, arn] : [arn];
}

/** How an element `Principal` means the caller, if it does. */
function howMeant(principal: unknown, callerNames: readonly string[], accountId: string): 'account' | 'caller' | undefined {
  const named = principal === '*' ? ['*'] : list((principal as { AWS?: unknown } | undefined)?.AWS).map(String);
  const whole = named.some((name) => name === accountId || /^arn:[\w-]+:iam::(\d{12}):root$/.exec(name)?.[1] === accountId);
  if (named.includes('*') || callerNames.some((name) => named.includes(name) && !name.endsWith(':root'))) return 'caller';
  return whole ? 'account' : undefined;
}

function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
