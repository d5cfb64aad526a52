import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';
import { ServiceError } from '../../../core/service';
import { deleteRolePolicy, putRolePolicy, roleNamed } from '../role-store';
import { refuseUsersAndGroups, text, texts } from './properties';

/**
 * Inline policies in one or more roles.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html
 */
export const policyType: ResourceType = {
  typeName: 'AWS::IAM::Policy',
  properties: ['Groups', 'PolicyDocument', 'PolicyName', 'Roles', 'Users'],
  createOnly: [],

  async create({ account, generateName }: ResourceContext, properties: Properties): Promise<Provisioned> {
    const roles = rolesOf(properties);
    // All or nothing: a policy that could not be made everywhere leaves nothing behind.
    for (const role of roles) roleNamed(account, role);
    for (const role of roles) putRolePolicy(account, role, text(properties, 'PolicyName'), properties.PolicyDocument);
    return provisioned(generateName(128));
  },

  async update({ account }: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    const name = text(properties, 'PolicyName');
    const roles = rolesOf(properties);
    for (const role of roles) putRolePolicy(account, role, name, properties.PolicyDocument);
    for (const role of rolesOf(old)) {
      if (text(old, 'PolicyName') !== name || !roles.includes(role)) deleteRolePolicy(account, role, text(old, 'PolicyName'));
    }
    return provisioned(physicalId);
  },

  async delete({ account }: ResourceContext, _physicalId: string, properties: Properties): Promise<void> {
    for (const role of texts(properties, 'Roles')) deleteRolePolicy(account, role, text(properties, 'PolicyName'));
  },
};

function rolesOf(properties: Properties): string[] {
  refuseUsersAndGroups('AWS::IAM::Policy', properties);
  const roles = texts(properties, 'Roles');
  if (roles.length === 0) throw new ServiceError('ValidationError', 'At least one of [Groups,Roles,Users] must be non-empty.');
  return roles;
}

function provisioned(physicalId: string): Provisioned {
  return { physicalId, attributes: { Id: physicalId } };
}
