import type { Properties, Provisioned, ResourceContext, ResourceType } from '../cloudformation/resource-type';
import { NotSupportedError, ServiceError } from '../service';
import { type Alarms, checkAction } from './alarms';
import { statistic } from './get-metric-data';
import { cloudWatchState, type StoredAlarm } from './state';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export class AlarmType implements ResourceType {
  readonly typeName = 'AWS::CloudWatch::Alarm';
  readonly properties = [
    'ActionsEnabled', 'AlarmActions', 'AlarmDescription', 'AlarmName', 'ComparisonOperator', 'DatapointsToAlarm', 'Dimensions', 'EvaluationPeriods',
    'InsufficientDataActions', 'MetricName', 'Namespace', 'OKActions', 'Period', 'Statistic', 'Tags', 'Threshold', 'TreatMissingData', 'Unit',
  ];
  readonly createOnly = ['AlarmName'];
  readonly attributes = ['Arn'];

  constructor(private readonly alarms: Alarms) {}

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const { account, region, generateName } = context;
    const name = properties.AlarmName === undefined ? generateName(255) : String(properties.AlarmName);
    const arn = `arn:aws:cloudwatch:${region}:${account.id}:alarm:${name}`;
    if (cloudWatchState(account).alarms[arn]) throw new ServiceError('AlreadyExists', `An alarm named ${name} already exists.`);
    return this.put({ ...read(properties), arn, name, region, state: 'INSUFFICIENT_DATA', history: [] });
  }

  async update({ account, region }: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    const arn = `arn:aws:cloudwatch:${region}:${account.id}:alarm:${physicalId}`;
    const before = cloudWatchState(account).alarms[arn];
    if (!before) throw new ServiceError('ResourceNotFound', `There is no alarm named ${physicalId}.`, 404);
    const { state, history, appointment } = before;
    return this.put({ ...read(properties), arn, name: physicalId, region, state, history, appointment });
  }

  async delete({ account, region }: ResourceContext, physicalId: string): Promise<void> {
    this.alarms.remove(`arn:aws:cloudwatch:${region}:${account.id}:alarm:${physicalId}`);
  }

  private put(alarm: StoredAlarm): Provisioned {
    this.alarms.put(alarm);
    return { physicalId: alarm.name, attributes: { Arn: alarm.arn } };
  }
}

function read(properties: Properties): Omit<StoredAlarm, 'arn' | 'name' | 'region' | 'state' | 'history' | 'appointment'> {
  const evaluationPeriods = whole(properties.EvaluationPeriods, 'EvaluationPeriods', 1);
  const period = whole(properties.Period, 'Period', 60);
  if (period % 60 !== 0) throw new NotSupportedError('alarms of CloudWatch on periods of less than a minute');
  return {
    metric: {
      namespace: text(properties, 'Namespace'),
      metricName: text(properties, 'MetricName'),
      dimensions: dimensionsOf(properties),
    },
    statistic: statistic(properties.Statistic),
    period: period * 1000,
    ...properties.Unit !== undefined && { unit: String(properties.Unit) },
    comparisonOperator: operator(text(properties, 'ComparisonOperator')),
    threshold: Number(properties.Threshold),
    evaluationPeriods,
    datapointsToAlarm: whole(properties.DatapointsToAlarm ?? evaluationPeriods, 'DatapointsToAlarm', 1, evaluationPeriods),
    treatMissingData: String(properties.TreatMissingData ?? 'missing') as StoredAlarm['treatMissingData'],
    actionsEnabled: String(properties.ActionsEnabled ?? true) === 'true',
    actions: {
      ALARM: actions(properties.AlarmActions),
      OK: actions(properties.OKActions),
      INSUFFICIENT_DATA: actions(properties.InsufficientDataActions),
    },
  };
}

function dimensionsOf({ Dimensions = [] }: Properties): Record<string, string> {
  return Object.fromEntries((Dimensions as Array<{ Name: string; Value: string }>).map(({ Name, Value }) => [Name, Value]));
}

const OPERATORS = ['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold'];

function operator(name: string): string {
  if (!OPERATORS.includes(name)) throw new NotSupportedError(`the comparison operator ${name} of CloudWatch's alarms`);
  return name;
}

function actions(value: unknown): string[] {
  const arns = ((value ?? []) as unknown[]).map(String);
  for (const arn of arns) checkAction(arn);
  return arns;
}

function text(properties: Properties, name: string): string {
  const value = properties[name];
  if (typeof value !== 'string' || value === '') throw new ServiceError('ValidationError', `The parameter ${name} is required.`);
  return value;
}

function whole(value: unknown, name: string, min: number, max = Number.MAX_SAFE_INTEGER): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw new ServiceError('ValidationError', `The value ${String(value)} for parameter ${name} is invalid.`);
}
