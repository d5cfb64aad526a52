import { type LogGroup, logGroups } from './log-groups';
import { partition } from '../../core/partition';
import type { Properties, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';

const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** AWS::Logs::LogGroup. `Ref` is its name, the attribute `Arn` ends in `:*`. */
export const logGroupType: ResourceType = {
  typeName: 'AWS::Logs::LogGroup',
  properties: ['LogGroupName', 'RetentionInDays', 'LogGroupClass', 'Tags'],
  createOnly: ['LogGroupName'],
  attributes: ['Arn'],
  create: async (context, properties) => {
    const name = typeof properties.LogGroupName === 'string' ? properties.LogGroupName : context.generateName(512);
    const groups = logGroups(context.account, context.region);
    if (groups[name]) {
      throw new ServiceError('ResourceAlreadyExistsException', `Resource of type 'AWS::Logs::LogGroup' with identifier '{"/properties/LogGroupName":"${name}"}' already exists.`);
    }
    const group: LogGroup = { name, arn: arn(context, name), createdAt: context.account.clock.now(), tags: {} };
    set(group, properties);
    groups[name] = group;
    return { physicalId: name, attributes: { Arn: `${group.arn}:*` } };
  },
  update: async (context, physicalId, properties) => {
    const group = logGroups(context.account, context.region)[physicalId];
    if (!group) throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
    set(group, properties);
    return { physicalId, attributes: { Arn: `${group.arn}:*` } };
  },
  delete: async ({ account, region }, physicalId) => {
    delete logGroups(account, region)[physicalId];
  },
};

function arn({ account, region }: ResourceContext, name: string): string {
  return `arn:${partition(region)}:logs:${region}:${account.id}:log-group:${name}`;
}

function set(group: LogGroup, { RetentionInDays, LogGroupClass, Tags }: Properties): void {
  if (LogGroupClass !== undefined && LogGroupClass !== 'STANDARD') throw new NotSupportedError(`the log group class ${String(LogGroupClass)}`);
  const days = RetentionInDays === undefined ? undefined : Number(RetentionInDays);
  if (days !== undefined && !RETENTION_DAYS.includes(days)) {
    throw new ServiceError('InvalidParameterException', `1 validation error detected: Value '${String(RetentionInDays)}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${RETENTION_DAYS.join(', ')}]`);
  }
  group.retentionInDays = days;
  group.tags = Object.fromEntries((Array.isArray(Tags) ? Tags as Array<{ Key: string; Value: string }> : []).map(({ Key, Value }) => [Key, Value]));
}
