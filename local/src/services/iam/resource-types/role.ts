import type { Account } from '../../../core/account';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';
import { ServiceError } from '../../../core/service';
import { checkTrustPolicy, documentSize } from '../policy-document';
import {
  attachRolePolicy, checkName, checkPath, checkPolicyExists, deleteRolePolicy, detachRolePolicy, putRolePolicy, roleNamed,
} from '../role-store';
import { iamState, nextUniqueId, type StoredRole } from '../state';
import { inlinePolicies, optionalText, tags, texts } from './properties';

const MAX_TRUST_POLICY_SIZE = 2048;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const roleType: ResourceType = {
  typeName: 'AWS::IAM::Role',
  properties: [
    'AssumeRolePolicyDocument', 'Description', 'ManagedPolicyArns', 'MaxSessionDuration', 'Path', 'PermissionsBoundary', 'Policies',
    'RoleName', 'Tags',
  ],
  createOnly: ['Path', 'RoleName'],

  async create({ account, generateName }: ResourceContext, properties: Properties): Promise<Provisioned> {
    const roleName = optionalText(properties, 'RoleName') ?? generateName(64);
    checkName(roleName, 64);
    const { roles } = iamState(account);
    if (roles[roleName]) throw new ServiceError('EntityAlreadyExists', `Role with name ${roleName} already exists.`, 409);
    const path = checkPath(optionalText(properties, 'Path') ?? '/');
    const role: StoredRole = {
      ...settings(account, properties),
      roleName,
      roleId: nextUniqueId(account, 'AROA'),
      arn: `arn:aws:iam::${account.id}:role${path}${roleName}`,
      path,
      createdAt: account.clock.now(),
      inlinePolicies: {},
      attachedPolicies: {},
    };
    roles[roleName] = role;
    try {
      putPolicies(account, roleName, properties);
    } catch (error) {
      delete roles[roleName];
      throw error;
    }
    return provisioned(role);
  },

  async update({ account }: ResourceContext, roleName: string, properties: Properties, old: Properties): Promise<Provisioned> {
    const role = roleNamed(account, roleName);
    // An absent setting must not survive from before.
    delete role.description;
    delete role.permissionsBoundary;
    Object.assign(role, settings(account, properties));
    putPolicies(account, roleName, properties);
    const kept = inlinePolicies(properties);
    for (const name of Object.keys(inlinePolicies(old))) if (!(name in kept)) deleteRolePolicy(account, roleName, name);
    const attached = texts(properties, 'ManagedPolicyArns');
    for (const arn of texts(old, 'ManagedPolicyArns')) if (!attached.includes(arn)) detachRolePolicy(account, roleName, arn);
    return provisioned(role);
  },

  /** Takes what the role brought along with it; what others gave it must be gone by then. */
  async delete({ account }: ResourceContext, roleName: string, properties: Properties): Promise<void> {
    const role = iamState(account).roles[roleName];
    if (!role) return;
    for (const name of Object.keys(inlinePolicies(properties))) deleteRolePolicy(account, roleName, name);
    for (const arn of texts(properties, 'ManagedPolicyArns')) detachRolePolicy(account, roleName, arn);
    if (Object.keys(role.inlinePolicies).length > 0) {
      throw new ServiceError('DeleteConflict', 'Cannot delete entity, must delete policies first.', 409);
    }
    if (Object.keys(role.attachedPolicies).length > 0) {
      throw new ServiceError('DeleteConflict', 'Cannot delete entity, must detach all policies first.', 409);
    }
    delete iamState(account).roles[roleName];
  },
};

function settings(account: Account, properties: Properties) {
  const description = optionalText(properties, 'Description');
  const permissionsBoundary = optionalText(properties, 'PermissionsBoundary');
  if (permissionsBoundary !== undefined) checkPolicyExists(account, permissionsBoundary);
  const assumeRolePolicyDocument = checkTrustPolicy(properties.AssumeRolePolicyDocument);
  if (documentSize(assumeRolePolicyDocument) > MAX_TRUST_POLICY_SIZE) {
    throw new ServiceError('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${MAX_TRUST_POLICY_SIZE}`, 409);
  }
  const maxSessionDuration = Number(properties.MaxSessionDuration ?? 3600);
  if (!(maxSessionDuration >= 3600 && maxSessionDuration <= 43_200)) {
    throw new ServiceError('ValidationError', `MaxSessionDuration ${String(properties.MaxSessionDuration)} is not between 3600 and 43200.`);
  }
  return {
    assumeRolePolicyDocument,
    maxSessionDuration,
    tags: tags(properties),
    ...description !== undefined && { description },
    ...permissionsBoundary !== undefined && { permissionsBoundary },
  };
}

function putPolicies(account: Account, roleName: string, properties: Properties): void {
  for (const [name, document] of Object.entries(inlinePolicies(properties))) putRolePolicy(account, roleName, name, document);
  for (const arn of texts(properties, 'ManagedPolicyArns')) attachRolePolicy(account, roleName, arn);
}

function provisioned(role: StoredRole): Provisioned {
  return { physicalId: role.roleName, attributes: { Arn: role.arn, RoleId: role.roleId } };
}
