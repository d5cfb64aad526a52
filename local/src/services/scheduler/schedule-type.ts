import type { Scheduler } from './scheduler';
import { groupArn, scheduleArn, schedulerState, type StoredSchedule, type StoredTarget } from './state';
import { targetCall } from './targets';
import { expressionOf } from './timing';
import type { Account } from '../../core/account';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';
import { findRoleByArn, trustsService } from '../iam/roles';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html */
export class ScheduleType implements ResourceType {
  readonly typeName = 'AWS::Scheduler::Schedule';
  readonly properties = [
    'Description', 'EndDate', 'FlexibleTimeWindow', 'GroupName', 'KmsKeyArn', 'Name', 'ScheduleExpression', 'ScheduleExpressionTimezone',
    'StartDate', 'State', 'Target',
  ];
  readonly createOnly = ['Name'];

  constructor(private readonly scheduler: Scheduler) {}

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const name = properties.Name === undefined ? context.generateName(64) : String(properties.Name);
    if (!/^[0-9a-zA-Z-_.]{1,64}$/.test(name)) throw invalid(`'${name}' at 'name' must satisfy the pattern ^[0-9a-zA-Z-_.]+$ and have at most 64 characters`);
    const schedule = read(context, name, properties);
    if (schedulerState(context.account).schedules[schedule.arn]) {
      throw new ServiceError('ConflictException', `Schedule ${name} already exists.`, 409);
    }
    this.scheduler.put(schedule);
    return provisioned(schedule);
  }

  async update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    const { account, region } = context;
    const before = schedulerState(account).schedules[scheduleArn(account, region, groupOf(old), physicalId)];
    const schedule = read(context, physicalId, properties);
    if (before && sameTiming(before, schedule)) schedule.anchor = before.anchor;
    if (before && before.arn !== schedule.arn) this.scheduler.remove(before.arn);
    this.scheduler.put(schedule);
    return provisioned(schedule);
  }

  async delete({ account, region }: ResourceContext, physicalId: string, properties: Properties): Promise<void> {
    this.scheduler.remove(scheduleArn(account, region, groupOf(properties), physicalId));
  }
}

function provisioned(schedule: StoredSchedule): Provisioned {
  return { physicalId: schedule.name, attributes: { Arn: schedule.arn } };
}

function groupOf(properties: Properties): string {
  return properties.GroupName === undefined ? 'default' : String(properties.GroupName);
}

function sameTiming(one: StoredSchedule, other: StoredSchedule): boolean {
  return one.expression === other.expression && one.timeZone === other.timeZone && one.startDate === other.startDate && one.enabled === other.enabled;
}

function read({ account, region }: ResourceContext, name: string, properties: Properties): StoredSchedule {
  if (properties.KmsKeyArn !== undefined) throw new NotSupportedError('the property KmsKeyArn of AWS::Scheduler::Schedule');
  const groupName = groupOf(properties);
  if (groupName !== 'default' && !schedulerState(account).groups[groupArn(account, region, groupName)]) {
    throw new ServiceError('ResourceNotFoundException', `Schedule group ${groupName} does not exist.`, 404);
  }
  const schedule: StoredSchedule = {
    arn: scheduleArn(account, region, groupName, name),
    name,
    region,
    groupName,
    ...properties.Description !== undefined && { description: String(properties.Description) },
    expression: String(properties.ScheduleExpression),
    timeZone: properties.ScheduleExpressionTimezone === undefined ? 'UTC' : String(properties.ScheduleExpressionTimezone),
    enabled: state(properties),
    ...properties.StartDate !== undefined && { startDate: date(properties, 'StartDate') },
    ...properties.EndDate !== undefined && { endDate: date(properties, 'EndDate') },
    windowMinutes: window(properties),
    target: readTarget(account, object(properties.Target, 'Target')),
    anchor: account.clock.now(),
  };
  if (schedule.startDate !== undefined && schedule.endDate !== undefined && schedule.endDate <= schedule.startDate) {
    throw invalid('The EndDate you specify must come after the StartDate.');
  }
  // Refuses what is no expression.
  const { once } = expressionOf(schedule);
  // In an update, too, though the date has not changed. What AWS says to an end date in the past is not known: it is taken.
  if (!once && schedule.startDate !== undefined && schedule.startDate < account.clock.now() - 5 * 60_000) {
    throw invalid('The StartDate you specify cannot be earlier than 5 minutes ago.');
  }
  return schedule;
}

function state(properties: Properties): boolean {
  const value = properties.State ?? 'ENABLED';
  if (value !== 'ENABLED' && value !== 'DISABLED') throw invalid(`'${String(value)}' at 'state' must be one of ENABLED, DISABLED`);
  return value === 'ENABLED';
}

function date(properties: Properties, name: string): number {
  const time = Date.parse(String(properties[name]));
  if (Number.isNaN(time)) throw invalid(`'${String(properties[name])}' at '${name}' is not a date`);
  return time;
}

function window(properties: Properties): number {
  const { Mode, MaximumWindowInMinutes } = object(properties.FlexibleTimeWindow, 'FlexibleTimeWindow');
  if (Mode === 'OFF' && MaximumWindowInMinutes === undefined) return 0;
  const minutes = Number(MaximumWindowInMinutes);
  if (Mode !== 'FLEXIBLE' || !(minutes >= 1 && minutes <= 1440)) {
    throw invalid(`'${JSON.stringify(properties.FlexibleTimeWindow)}' at 'flexibleTimeWindow' must be OFF without, or FLEXIBLE with 1 to 1440 minutes`);
  }
  return minutes;
}

const TARGET_MEMBERS = ['Arn', 'DeadLetterConfig', 'EventBridgeParameters', 'Input', 'RetryPolicy', 'RoleArn'];

function readTarget(account: Account, target: Properties): StoredTarget {
  const unknown = Object.keys(target).find((name) => !TARGET_MEMBERS.includes(name));
  if (unknown !== undefined) throw new NotSupportedError(`${unknown} in the Target of AWS::Scheduler::Schedule`);
  const retry = object(target.RetryPolicy ?? {}, 'RetryPolicy');
  const eventBridge = target.EventBridgeParameters === undefined ? undefined : object(target.EventBridgeParameters, 'EventBridgeParameters');
  const deadLetter = object(target.DeadLetterConfig ?? {}, 'DeadLetterConfig').Arn;
  const stored: StoredTarget = {
    arn: String(target.Arn),
    roleArn: String(target.RoleArn),
    ...target.Input !== undefined && { input: String(target.Input) },
    maximumRetryAttempts: limited(retry.MaximumRetryAttempts ?? 185, 0, 185, 'maximumRetryAttempts'),
    maximumEventAge: limited(retry.MaximumEventAgeInSeconds ?? 86_400, 60, 86_400, 'maximumEventAgeInSeconds'),
    ...deadLetter !== undefined && { deadLetterArn: String(deadLetter) },
    ...eventBridge && { eventBridge: { detailType: String(eventBridge.DetailType), source: String(eventBridge.Source) } },
  };
  const role = findRoleByArn(account, stored.roleArn);
  if (!role || !trustsService(role, 'scheduler.amazonaws.com')) {
    throw invalid('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
  }
  if (stored.deadLetterArn?.endsWith('.fifo')) throw invalid('A FIFO queue cannot be the dead-letter queue of a schedule.');
  // A target that the local cloud could not call is refused now, not at three in the morning.
  targetCall(account, stored, '{}', account.root);
  return stored;
}

function limited(value: unknown, min: number, max: number, name: string): number {
  const number = Number(value);
  if (!(number >= min && number <= max)) throw invalid(`'${String(value)}' at 'target.retryPolicy.${name}' must be from ${min} to ${max}`);
  return number;
}

function object(value: unknown, name: string): Properties {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(`'${name}' must not be null`);
  return value as Properties;
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
