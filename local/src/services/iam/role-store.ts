import { awsManagedPolicy, isAwsManaged } from './aws-managed-policies';
import { documentSize, parsePolicyDocument } from './policy-document';
import { addVersion, iamState, type StoredRole } from './state';
import type { Account } from '../../core/account';
import { ServiceError } from '../../core/service';

const MAX_INLINE_SIZE = 10_240;
const MAX_ATTACHED = 10;

export function roleNamed(account: Account, roleName: string): StoredRole {
  const role = iamState(account).roles[roleName];
  if (!role) throw new ServiceError('NoSuchEntity', `The role with name ${roleName} cannot be found.`, 404);
  return role;
}

/** Adds an inline policy or changes what it says, as PutRolePolicy does. */
export function putRolePolicy(account: Account, roleName: string, policyName: string, document: unknown): void {
  const role = roleNamed(account, roleName);
  checkName(policyName, 128);
  const parsed = parsePolicyDocument(document);
  const others = Object.entries(role.inlinePolicies).filter(([name]) => name !== policyName);
  const size = documentSize(document);
  if (others.reduce((sum, [, versions]) => sum + (versions.at(-1)?.size ?? 0), size) > MAX_INLINE_SIZE) {
    throw new ServiceError('LimitExceeded', `Maximum policy size of ${MAX_INLINE_SIZE} bytes exceeded for role ${roleName}`, 409);
  }
  role.inlinePolicies[policyName] = addVersion(role.inlinePolicies[policyName] ?? [], account.clock.now(), parsed, size);
}

export function deleteRolePolicy(account: Account, roleName: string, policyName: string): void {
  delete iamState(account).roles[roleName]?.inlinePolicies[policyName];
}

export function attachRolePolicy(account: Account, roleName: string, policyArn: string): void {
  const role = roleNamed(account, roleName);
  checkPolicyExists(account, policyArn);
  if (policyArn in role.attachedPolicies) return;
  if (Object.keys(role.attachedPolicies).length >= MAX_ATTACHED) {
    throw new ServiceError('LimitExceeded', `Cannot exceed quota for PoliciesPerRole: ${MAX_ATTACHED}`, 409);
  }
  role.attachedPolicies[policyArn] = account.clock.now();
}

export function detachRolePolicy(account: Account, roleName: string, policyArn: string): void {
  delete iamState(account).roles[roleName]?.attachedPolicies[policyArn];
}

/** One of the account's own policies, or one of AWS's that the local cloud knows. */
export function checkPolicyExists(account: Account, arn: string): void {
  if (isAwsManaged(arn)) {awsManagedPolicy(arn);} else if (!iamState(account).managedPolicies[arn]) {
    throw new ServiceError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`, 404);
  }
}

/** Names of roles and policies. */
export function checkName(name: string, maxLength: number): void {
  if (!/^[\w+=,.@-]+$/.test(name)) {
    throw new ServiceError('ValidationError', `The specified value is invalid: ${name}. It must contain only alphanumeric characters and/or the following: +=,.@_-`);
  }
  if (name.length > maxLength) throw new ServiceError('ValidationError', `The name ${name} has more than ${maxLength} characters.`);
}

/** `/` or `/service/team/`. */
export function checkPath(path: string): string {
  if (!/^\/([!-~]+\/)?$/.test(path)) throw new ServiceError('ValidationError', `The specified value for path is invalid: ${path}`);
  return path;
}
