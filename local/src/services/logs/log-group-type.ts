import { findGroup, type LogGroup, logGroups, makeGroup } from './log-groups';
import { retentionDays } from './retention';
import type { Account } from '../../core/account';
import { partition } from '../../core/partition';
import type { Properties, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';
import { tagMap } from '../../core/tags';

/** AWS::Logs::LogGroup. `Ref` is its name, the attribute `Arn` ends in `:*`. */
export const logGroupType: ResourceType = {
  typeName: 'AWS::Logs::LogGroup',
  properties: ['KmsKeyId', 'LogGroupName', 'RetentionInDays', 'LogGroupClass', 'Tags'],
  createOnly: ['LogGroupName'],
  attributes: ['Arn'],
  create: async ({ account, region, generateName }, properties) => {
    const name = typeof properties.LogGroupName === 'string' ? properties.LogGroupName : generateName(512);
    if (Object.hasOwn(logGroups(account, region), name)) {
      throw new ServiceError('ResourceAlreadyExistsException', `Resource of type 'AWS::Logs::LogGroup' with identifier '{"/properties/LogGroupName":"${name}"}' already exists.`);
    }
    const settings = readSettings(properties);
    const group = Object.assign(makeGroup(account, region, logGroupArn(account, region, name), name), settings);
    return { physicalId: name, attributes: { Arn: `${group.arn}:*` } };
  },
  update: async ({ account, region }, physicalId, properties) => {
    const group = findGroup(account, region, physicalId);
    Object.assign(group, readSettings(properties));
    return { physicalId, attributes: { Arn: `${group.arn}:*` } };
  },
  delete: async ({ account, region }, physicalId) => {
    delete logGroups(account, region)[physicalId];
  },
};

export function logGroupArn(account: Account, region: string, name: string): string {
  return `arn:${partition(region)}:logs:${region}:${account.id}:log-group:${name}`;
}

function readSettings({ KmsKeyId, LogGroupClass, RetentionInDays, Tags }: Properties): Pick<LogGroup, 'kmsKeyId' | 'retentionInDays' | 'tags'> {
  if (LogGroupClass !== undefined && LogGroupClass !== 'STANDARD') throw new NotSupportedError(`the log group class ${String(LogGroupClass)}`);
  return {
    kmsKeyId: KmsKeyId === undefined ? undefined : String(KmsKeyId),
    retentionInDays: RetentionInDays === undefined ? undefined : retentionDays(RetentionInDays),
    tags: tagMap(Tags),
  };
}
