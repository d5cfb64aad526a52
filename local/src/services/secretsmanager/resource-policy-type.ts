import { findSecret, secretNotFound } from './state';
import type { Properties, ResourceContext, ResourceType } from '../../core/resource-type';
import { ServiceError } from '../../core/service';
import { checkedResourcePolicy } from '../iam/resource-policy-document';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-resourcepolicy.html */
export const secretPolicyType: ResourceType = {
  typeName: 'AWS::SecretsManager::ResourcePolicy',
  properties: ['ResourcePolicy', 'SecretId'],
  createOnly: ['SecretId'],
  attributes: [],
  create: async (context, properties) => put(context, properties),
  update: async (context, _, properties) => put(context, properties),
  delete: async ({ account, region }, physicalId) => {
    const secret = findSecret(account, region, physicalId);
    if (secret) delete secret.policy;
  },
};

function put({ account, region }: ResourceContext, { SecretId, ResourcePolicy }: Properties) {
  const secret = findSecret(account, region, String(SecretId));
  if (!secret) throw secretNotFound();
  secret.policy = checkedResourcePolicy(ResourcePolicy, () => new ServiceError('MalformedPolicyDocumentException', 'This resource policy contains a syntax error.'));
  return { physicalId: secret.arn, attributes: {} };
}
