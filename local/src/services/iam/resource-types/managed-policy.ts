import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';
import { ServiceError } from '../../../core/service';
import { documentSize, type PolicyDocument, parsePolicyDocument } from '../policy-document';
import { attachRolePolicy, checkName, checkPath, detachRolePolicy, roleNamed } from '../role-store';
import { addVersion, iamState, nextUniqueId } from '../state';
import { optionalText, refuseUsersAndGroups, texts } from './properties';

const MAX_SIZE = 6144;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export const managedPolicyType: ResourceType = {
  typeName: 'AWS::IAM::ManagedPolicy',
  properties: ['Description', 'Groups', 'ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles', 'Users'],
  createOnly: ['Description', 'ManagedPolicyName', 'Path'],

  async create({ account, generateName }: ResourceContext, properties: Properties): Promise<Provisioned> {
    refuseUsersAndGroups('AWS::IAM::ManagedPolicy', properties);
    const policyName = optionalText(properties, 'ManagedPolicyName') ?? generateName(128);
    checkName(policyName, 128);
    const path = checkPath(optionalText(properties, 'Path') ?? '/');
    const arn = `arn:aws:iam::${account.id}:policy${path}${policyName}`;
    const { managedPolicies } = iamState(account);
    if (managedPolicies[arn]) {
      throw new ServiceError('EntityAlreadyExists', `A policy called ${policyName} already exists. Duplicate names are not allowed.`, 409);
    }
    const { document, size } = checkedDocument(properties);
    const versions = addVersion([], account.clock.now(), document, size);
    for (const role of texts(properties, 'Roles')) roleNamed(account, role);
    const description = optionalText(properties, 'Description');
    managedPolicies[arn] = { policyName, arn, path, versions, ...description !== undefined && { description } };
    try {
      for (const role of texts(properties, 'Roles')) attachRolePolicy(account, role, arn);
    } catch (error) {
      // All or nothing: a policy that could not be attached everywhere leaves nothing behind.
      for (const role of texts(properties, 'Roles')) detachRolePolicy(account, role, arn);
      delete managedPolicies[arn];
      throw error;
    }
    return { physicalId: arn, attributes: { PolicyArn: arn, PolicyId: nextUniqueId(account, 'ANPA') } };
  },

  async update({ account }: ResourceContext, arn: string, properties: Properties, old: Properties): Promise<Provisioned> {
    refuseUsersAndGroups('AWS::IAM::ManagedPolicy', properties);
    const policy = iamState(account).managedPolicies[arn];
    if (!policy) throw new ServiceError('NoSuchEntity', `Policy ${arn} was not found.`, 404);
    const { document, size } = checkedDocument(properties);
    policy.versions = addVersion(policy.versions, account.clock.now(), document, size);
    const roles = texts(properties, 'Roles');
    for (const role of roles) attachRolePolicy(account, role, arn);
    for (const role of texts(old, 'Roles')) if (!roles.includes(role)) detachRolePolicy(account, role, arn);
    return { physicalId: arn, attributes: { PolicyArn: arn } };
  },

  async delete({ account }: ResourceContext, arn: string, properties: Properties): Promise<void> {
    const { managedPolicies, roles } = iamState(account);
    for (const role of texts(properties, 'Roles')) detachRolePolicy(account, role, arn);
    if (Object.values(roles).some((role) => arn in role.attachedPolicies)) {
      throw new ServiceError('DeleteConflict', 'Cannot delete a policy attached to entities.', 409);
    }
    if (Object.values(roles).some((role) => role.permissionsBoundary === arn)) {
      throw new ServiceError('DeleteConflict', 'Cannot delete a policy used as a permissions boundary.', 409);
    }
    delete managedPolicies[arn];
  },
};

function checkedDocument(properties: Properties): { readonly document: PolicyDocument; readonly size: number } {
  const document = parsePolicyDocument(properties.PolicyDocument);
  const size = documentSize(properties.PolicyDocument);
  if (size > MAX_SIZE) throw new ServiceError('LimitExceeded', `Cannot exceed quota for PolicySize: ${MAX_SIZE}`, 409);
  return { document, size };
}
