import { type PasswordRules, randomPassword } from './password';
import { findSecret, makeSecret, putVersion, secretNotFound, secretsState, type StoredSecret } from './state';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';
import { tagMap } from '../../core/tags';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html */
export const secretType: ResourceType = {
  typeName: 'AWS::SecretsManager::Secret',
  properties: ['Description', 'GenerateSecretString', 'KmsKeyId', 'Name', 'SecretString', 'Tags'],
  createOnly: ['Name'],
  attributes: ['Id'],
  create: async ({ account, region, generateName }, properties) => {
    const value = valueOf(properties);
    const secret = makeSecret(account, region, properties.Name === undefined ? generateName(64) : String(properties.Name));
    if (value !== undefined) putVersion(account, secret, { text: value });
    return configured(secret, properties);
  },
  update: async (context, physicalId, properties, old) => {
    const secret = findSecret(context.account, context.region, physicalId);
    if (!secret) throw secretNotFound();
    const changed = ['GenerateSecretString', 'SecretString'].some((name) => JSON.stringify(properties[name]) !== JSON.stringify(old[name]));
    const value = changed ? valueOf(properties) : undefined;
    if (value !== undefined) putVersion(context.account, secret, { text: value });
    return configured(secret, properties);
  },
  delete: async ({ account }: ResourceContext, physicalId: string) => {
    delete secretsState(account).secrets[physicalId];
  },
};

function configured(secret: StoredSecret, { Description, KmsKeyId, Tags }: Properties): Provisioned {
  secret.description = Description === undefined ? undefined : String(Description);
  secret.kmsKeyId = KmsKeyId === undefined ? undefined : String(KmsKeyId);
  secret.tags = tagMap(Tags);
  return { physicalId: secret.arn, attributes: { Id: secret.arn } };
}

/** The text that is given or made up. A secret may have none. */
function valueOf({ GenerateSecretString, SecretString }: Properties): string | undefined {
  if (GenerateSecretString !== undefined && SecretString !== undefined) {
    throw new ServiceError('InvalidRequestException', 'You can\'t specify both SecretString and GenerateSecretString.');
  }
  if (GenerateSecretString === undefined) return SecretString === undefined ? undefined : String(SecretString);
  const { SecretStringTemplate: template, GenerateStringKey: key, ...rules } = GenerateSecretString as PasswordRules & {
    readonly SecretStringTemplate?: unknown; readonly GenerateStringKey?: unknown;
  };
  if ((template === undefined) !== (key === undefined)) throw new ServiceError('InvalidRequestException', 'SecretStringTemplate and GenerateStringKey go together.');
  const password = randomPassword(rules);
  if (template === undefined) return password;
  let parsed: unknown;
  try {
    parsed = JSON.parse(String(template));
  } catch {
    throw new ServiceError('InvalidRequestException', 'Could not parse SecretStringTemplate JSON.');
  }
  if (typeof parsed !== 'object' || parsed === null) throw new NotSupportedError('a SecretStringTemplate that is no JSON object');
  return JSON.stringify({ ...parsed, [String(key)]: password });
}
