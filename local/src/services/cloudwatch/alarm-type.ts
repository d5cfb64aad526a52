import { readAlarm } from './alarm-properties';
import { INITIAL_REASON } from './alarm-reason';
import type { Alarms } from './alarms';
import { cloudWatchState, type StoredAlarm } from './state';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { ServiceError } from '../../core/service';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export class AlarmType implements ResourceType {
  readonly typeName = 'AWS::CloudWatch::Alarm';
  readonly properties = [
    'ActionsEnabled', 'AlarmActions', 'AlarmDescription', 'AlarmName', 'ComparisonOperator', 'DatapointsToAlarm', 'Dimensions', 'EvaluationPeriods',
    'InsufficientDataActions', 'MetricName', 'Metrics', 'Namespace', 'OKActions', 'Period', 'Statistic', 'Tags', 'Threshold', 'TreatMissingData', 'Unit',
  ];
  readonly createOnly = ['AlarmName'];
  readonly attributes = ['Arn'];

  constructor(private readonly alarms: Alarms) {}

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const { account, region, generateName } = context;
    const name = properties.AlarmName === undefined ? generateName(255) : String(properties.AlarmName);
    const arn = `arn:aws:cloudwatch:${region}:${account.id}:alarm:${name}`;
    if (cloudWatchState(account).alarms[arn]) throw new ServiceError('AlreadyExists', `An alarm named ${name} already exists.`);
    return this.put({
      ...readAlarm(properties),
      arn,
      name,
      region,
      state: 'INSUFFICIENT_DATA',
      reason: INITIAL_REASON,
      since: account.clock.now(),
      history: [],
      configuredAt: account.clock.now(),
    });
  }

  async update({ account, region }: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    const arn = `arn:aws:cloudwatch:${region}:${account.id}:alarm:${physicalId}`;
    const before = cloudWatchState(account).alarms[arn];
    if (!before) throw new ServiceError('ResourceNotFound', `There is no alarm named ${physicalId}.`, 404);
    const { state, reason, since, history, appointment } = before;
    return this.put({
      ...readAlarm(properties), arn, name: physicalId, region, state, reason, since, history, appointment, configuredAt: account.clock.now(),
    });
  }

  async delete({ account, region }: ResourceContext, physicalId: string): Promise<void> {
    this.alarms.remove(`arn:aws:cloudwatch:${region}:${account.id}:alarm:${physicalId}`);
  }

  private put(alarm: StoredAlarm): Provisioned {
    this.alarms.put(alarm);
    return { physicalId: alarm.name, attributes: { Arn: alarm.arn } };
  }
}
