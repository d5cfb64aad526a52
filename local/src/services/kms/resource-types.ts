import { findKey, kmsState, type StoredKey } from './state';
import type { Account } from '../../core/account';
import type { Properties, Provisioned, ResourceType } from '../../core/resource-type';
import { ServiceError } from '../../core/service';
import { tagMap } from '../../core/tags';
import { checkedResourcePolicy } from '../iam/resource-policy-document';

const DAY = 24 * 60 * 60 * 1000;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html */
export const keyType: ResourceType = {
  typeName: 'AWS::KMS::Key',
  properties: [
    'BypassPolicyLockoutSafetyCheck', 'Description', 'EnableKeyRotation', 'Enabled', 'KeyPolicy', 'KeySpec', 'KeyUsage', 'MultiRegion',
    'PendingWindowInDays', 'RotationPeriodInDays', 'Tags',
  ],
  createOnly: ['KeySpec', 'KeyUsage', 'MultiRegion'],
  attributes: ['Arn', 'KeyId'],
  create: async ({ account, region }, properties) => {
    const state = kmsState(account);
    const multiRegion = String(properties.MultiRegion ?? false) === 'true';
    const id = multiRegion ? `mrk-${String(state.next++).padStart(32, '0')}` : `4e700000-0000-4000-8000-${String(state.next++).padStart(12, '0')}`;
    const key: StoredKey = {
      id,
      arn: `arn:aws:kms:${region}:${account.id}:key/${id}`,
      region,
      createdAt: account.clock.now(),
      usage: String(properties.KeyUsage ?? 'ENCRYPT_DECRYPT'),
      spec: String(properties.KeySpec ?? 'SYMMETRIC_DEFAULT'),
      multiRegion,
      ...settings(properties),
    };
    state.keys[id] = key;
    return provisioned(key);
  },
  update: async ({ account, region }, physicalId, properties) => provisioned(Object.assign(keyOf(account, region, physicalId), settings(properties))),
  delete: async ({ account, region }, physicalId, properties) => {
    const key = findKey(account, region, physicalId);
    if (key) Object.assign(key, { state: 'PendingDeletion', deletedAt: account.clock.now() + Number(properties.PendingWindowInDays ?? 30) * DAY });
  },
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-alias.html */
export const aliasType: ResourceType = {
  typeName: 'AWS::KMS::Alias',
  properties: ['AliasName', 'TargetKeyId'],
  createOnly: ['AliasName'],
  attributes: [],
  create: async ({ account, region }, properties) => {
    const name = String(properties.AliasName);
    if (!/^alias\/[\w/-]{1,250}$/.test(name) || name.startsWith('alias/aws/')) throw new ServiceError('InvalidAliasNameException', `Alias name is not valid: ${name}`);
    const arn = `arn:aws:kms:${region}:${account.id}:${name}`;
    const { aliases } = kmsState(account);
    if (Object.hasOwn(aliases, arn)) throw new ServiceError('AlreadyExistsException', `An alias with the name ${arn} already exists`);
    aliases[arn] = { name, arn, region, keyId: keyOf(account, region, String(properties.TargetKeyId)).id };
    return { physicalId: name, attributes: {} };
  },
  update: async ({ account, region }, physicalId, properties) => {
    const alias = kmsState(account).aliases[`arn:aws:kms:${region}:${account.id}:${physicalId}`];
    if (alias) alias.keyId = keyOf(account, region, String(properties.TargetKeyId)).id;
    return { physicalId, attributes: {} };
  },
  delete: async ({ account, region }, physicalId) => {
    delete kmsState(account).aliases[`arn:aws:kms:${region}:${account.id}:${physicalId}`];
  },
};

function keyOf(account: Account, region: string, id: string): StoredKey {
  const key = findKey(account, region, id);
  if (!key) throw new ServiceError('NotFoundException', `Key '${id}' does not exist`);
  return key;
}

function settings({ Description, EnableKeyRotation, Enabled, KeyPolicy, Tags }: Properties): Pick<StoredKey, 'description' | 'policy' | 'rotated' | 'state' | 'tags'> {
  return {
    description: String(Description ?? ''),
    policy: KeyPolicy === undefined ? undefined : checkedResourcePolicy(KeyPolicy, malformedPolicy),
    rotated: String(EnableKeyRotation ?? false) === 'true',
    state: String(Enabled ?? true) === 'true' ? 'Enabled' : 'Disabled',
    tags: tagMap(Tags),
  };
}

function malformedPolicy(): ServiceError {
  return new ServiceError('MalformedPolicyDocumentException', 'The new key policy is not syntactically or semantically correct.');
}

function provisioned({ id, arn }: StoredKey): Provisioned {
  return { physicalId: id, attributes: { Arn: arn, KeyId: id } };
}
