import type { PolicyDocument } from './policy-document';
import type { Account } from '../../core/account';

/** IAM's section of the account's state. IAM has no regions. */
export interface IamState {
  roles: Record<string, StoredRole>;
  /** By ARN. */
  managedPolicies: Record<string, StoredManagedPolicy>;
  nextId: number;
}

export interface StoredRole {
  roleName: string;
  roleId: string;
  arn: string;
  path: string;
  createdAt: number;
  description?: string;
  maxSessionDuration: number;
  permissionsBoundary?: string;
  assumeRolePolicyDocument: unknown;
  tags: Record<string, string>;
  /** By name. */
  inlinePolicies: Record<string, PolicyVersions>;
  /** The managed policies' ARNs, and since when each is attached. */
  attachedPolicies: Record<string, number>;
}

export interface StoredManagedPolicy {
  policyName: string;
  arn: string;
  path: string;
  description?: string;
  versions: PolicyVersions;
}

/** What a policy said, since when, and how long it is by IAM's count: newest last. Only what may still matter while a change spreads is kept. */
export type PolicyVersions = Array<{ since: number; document: PolicyDocument; size: number }>;

export function iamState(account: Account): IamState {
  return account.section<IamState>('iam', () => ({ roles: {}, managedPolicies: {}, nextId: 1 }));
}

/** An id as IAM makes them: four letters for the kind, and seventeen more characters. */
export function nextUniqueId(account: Account, prefix: 'AROA' | 'ANPA'): string {
  const state = iamState(account);
  return `${prefix}${(state.nextId++).toString(36).toUpperCase().padStart(17, '0')}`;
}

/** Changes wait in a policy's history until they have surely spread; no more than this much of it is kept. */
const HISTORY = 15 * 60 * 1000;

export function addVersion(versions: PolicyVersions, now: number, document: PolicyDocument, size: number): PolicyVersions {
  const newest = versions.at(-1);
  if (newest?.size === size && JSON.stringify(newest.document) === JSON.stringify(document)) return versions;
  const past = versions.filter((version) => version.since <= now - HISTORY);
  return [...versions.slice(Math.max(past.length - 1, 0)), { since: now, document, size }];
}

export function versionAt(versions: PolicyVersions, time: number): PolicyDocument | undefined {
  return versions.filter((version) => version.since <= time).at(-1)?.document;
}
