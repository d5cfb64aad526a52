import { iamState } from './state';
import type { Account } from '../../core/account';

/** A role as other services see it. */
export interface Role {
  readonly roleName: string;
  readonly arn: string;
  /** Who may assume it: a policy document. */
  readonly assumeRolePolicyDocument: unknown;
}

/** The role of that name, or `undefined` if the account has none. */
export function findRole(account: Account, roleName: string): Role | undefined {
  return iamState(account).roles[roleName];
}

/** The role with that ARN, or `undefined` if the account has none. */
export function findRoleByArn(account: Account, arn: string): Role | undefined {
  return Object.values(iamState(account).roles).find((role) => role.arn === arn);
}

/** Whether the role's trust policy lets this service assume it: `lambda.amazonaws.com`. */
export function trustsService(role: Role, service: string): boolean {
  const { Statement: statements } = role.assumeRolePolicyDocument as { Statement: TrustStatement | TrustStatement[] };
  return list(statements).some((statement) => statement.Effect === 'Allow'
    && list(statement.Action).includes('sts:AssumeRole')
    && list(statement.Principal?.Service).includes(service));
}

interface TrustStatement {
  readonly Effect: string;
  readonly Action?: string | string[];
  readonly Principal?: { readonly Service?: string | string[] };
}

function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}
