import { checkPattern } from './event-pattern';
import { type ScheduledRules, scheduleOf } from './scheduled-rules';
import { busArn, busExists, type StoredEventTarget, type StoredRule } from './state';
import type { Account } from '../../core/account';
import type { JsonObject } from '../../core/json';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html */
export class RuleType implements ResourceType {
  readonly typeName = 'AWS::Events::Rule';
  readonly properties = ['Description', 'EventBusName', 'EventPattern', 'Name', 'RoleArn', 'ScheduleExpression', 'State', 'Tags', 'Targets'];
  readonly createOnly = ['EventBusName', 'Name'];

  constructor(private readonly rules: ScheduledRules) {}

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const name = properties.Name === undefined ? context.generateName(64) : String(properties.Name);
    return this.put(context, name, properties);
  }

  async update(context: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    return this.put(context, nameOf(physicalId), properties);
  }

  async delete({ account, region }: ResourceContext, physicalId: string, properties: Properties): Promise<void> {
    this.rules.remove(arnOf(account, region, busOf(account, region, properties), nameOf(physicalId)));
  }

  private put({ account, region }: ResourceContext, name: string, properties: Properties): Provisioned {
    const rule = read(account, region, name, properties);
    this.rules.put(rule);
    const bus = busNameOf(rule.busArn);
    return { physicalId: bus === 'default' ? name : `${bus}|${name}`, attributes: { Arn: rule.arn, RuleName: name } };
  }
}

function busOf(account: Account, region: string, properties: Properties): string {
  return busArn(account, region, properties.EventBusName === undefined ? 'default' : String(properties.EventBusName));
}

function busNameOf(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}

/** `Ref` of a rule on another bus than the default one names the bus, too. */
function nameOf(physicalId: string): string {
  return physicalId.slice(physicalId.indexOf('|') + 1);
}

function read(account: Account, region: string, name: string, properties: Properties): StoredRule {
  if (properties.RoleArn !== undefined) throw new NotSupportedError('the property RoleArn of AWS::Events::Rule', 'Give it to the target.');
  const bus = busOf(account, region, properties);
  if (!busExists(account, bus)) throw new ServiceError('ResourceNotFoundException', `Event bus ${busNameOf(bus)} does not exist.`, 404);
  const pattern = properties.EventPattern as JsonObject | undefined;
  const expression = properties.ScheduleExpression === undefined ? undefined : String(properties.ScheduleExpression);
  if (pattern === undefined && expression === undefined) {
    throw new ServiceError('ValidationException', 'Parameter(s) EventPattern or ScheduleExpression must be specified.');
  }
  if (pattern !== undefined) checkPattern(pattern);
  const anchor = account.clock.now();
  if (expression !== undefined) scheduleOf(expression, anchor);
  if (expression !== undefined && busNameOf(bus) !== 'default') {
    throw new ServiceError('ValidationException', 'ScheduleExpression is supported only on the default event bus.');
  }
  const targets = (properties.Targets ?? []) as Properties[];
  if (targets.length > 5) throw new ServiceError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
  return {
    arn: arnOf(account, region, bus, name),
    name,
    region,
    busArn: bus,
    ...properties.Description !== undefined && { description: String(properties.Description) },
    enabled: (properties.State ?? 'ENABLED') !== 'DISABLED',
    ...pattern !== undefined && { pattern },
    ...expression !== undefined && { schedule: { expression, anchor } },
    targets: targets.map(readTarget),
  };
}

const TARGET_MEMBERS = ['Arn', 'DeadLetterConfig', 'Id', 'Input', 'InputPath', 'InputTransformer', 'RetryPolicy', 'RoleArn'];

function readTarget(target: Properties): StoredEventTarget {
  const unknown = Object.keys(target).find((name) => !TARGET_MEMBERS.includes(name));
  if (unknown !== undefined) throw new NotSupportedError(`${unknown} in a target of AWS::Events::Rule`);
  const retry = (target.RetryPolicy ?? {}) as Properties;
  const transformer = target.InputTransformer as Properties | undefined;
  const deadLetter = target.DeadLetterConfig as Properties | undefined;
  return {
    id: String(target.Id),
    arn: String(target.Arn),
    ...target.RoleArn !== undefined && { roleArn: String(target.RoleArn) },
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

function arnOf(account: Account, region: string, bus: string, name: string): string {
  const busName = busNameOf(bus);
  return `arn:aws:events:${region}:${account.id}:rule/${busName === 'default' ? '' : `${busName}/`}${name}`;
}
