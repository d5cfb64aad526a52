import { checkPattern } from './event-pattern';
import { eventsState, type StoredEventTarget, type StoredRule } from './state';
import type { JsonObject } from '../../core/json';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html */
export class RuleType implements ResourceType {
  readonly typeName = 'AWS::Events::Rule';
  readonly properties = ['Description', 'EventBusName', 'EventPattern', 'Name', 'RoleArn', 'ScheduleExpression', 'State', 'Tags', 'Targets'];
  readonly createOnly = ['EventBusName', 'Name'];

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const name = properties.Name === undefined ? context.generateName(64) : String(properties.Name);
    return put(context, name, properties);
  }

  async update(context: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    return put(context, physicalId, properties);
  }

  async delete({ account, region }: ResourceContext, physicalId: string): Promise<void> {
    delete eventsState(account).rules[arnOf(account.id, region, physicalId)];
  }
}

function put({ account, region }: ResourceContext, name: string, properties: Properties): Provisioned {
  const rule = read(arnOf(account.id, region, name), name, region, properties);
  eventsState(account).rules[rule.arn] = rule;
  return { physicalId: name, attributes: { Arn: rule.arn } };
}

function read(arn: string, name: string, region: string, properties: Properties): StoredRule {
  for (const unknown of ['RoleArn', 'ScheduleExpression']) {
    if (properties[unknown] !== undefined) throw new NotSupportedError(`the property ${unknown} of AWS::Events::Rule`);
  }
  if (properties.EventBusName !== undefined && properties.EventBusName !== 'default') {
    throw new NotSupportedError(`the event bus ${String(properties.EventBusName)}`, 'There is only the default one.');
  }
  const pattern = properties.EventPattern as JsonObject | undefined;
  if (pattern === undefined) throw new ServiceError('ValidationException', 'Parameter(s) EventPattern or ScheduleExpression must be specified.');
  checkPattern(pattern);
  const targets = (properties.Targets ?? []) as Properties[];
  if (targets.length > 5) throw new ServiceError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
  return {
    arn,
    name,
    region,
    ...properties.Description !== undefined && { description: String(properties.Description) },
    enabled: (properties.State ?? 'ENABLED') !== 'DISABLED',
    pattern,
    targets: targets.map(readTarget),
  };
}

const TARGET_MEMBERS = ['Arn', 'DeadLetterConfig', 'Id', 'Input', 'InputPath', 'InputTransformer', 'RetryPolicy'];

function readTarget(target: Properties): StoredEventTarget {
  const unknown = Object.keys(target).find((name) => !TARGET_MEMBERS.includes(name));
  if (unknown !== undefined) throw new NotSupportedError(`${unknown} in a target of AWS::Events::Rule`);
  const retry = (target.RetryPolicy ?? {}) as Properties;
  const transformer = target.InputTransformer as Properties | undefined;
  const deadLetter = target.DeadLetterConfig as Properties | undefined;
  return {
    id: String(target.Id),
    arn: String(target.Arn),
    ...target.Input !== undefined && { input: String(target.Input) },
    ...target.InputPath !== undefined && { inputPath: String(target.InputPath) },
    ...transformer && {
      transformer: { paths: (transformer.InputPathsMap ?? {}) as Record<string, string>, template: String(transformer.InputTemplate) },
    },
    maximumRetryAttempts: Number(retry.MaximumRetryAttempts ?? 185),
    maximumEventAge: Number(retry.MaximumEventAgeInSeconds ?? 86_400),
    ...deadLetter && { deadLetterArn: String(deadLetter.Arn) },
  };
}

function arnOf(accountId: string, region: string, name: string): string {
  return `arn:aws:events:${region}:${accountId}:rule/${name}`;
}
