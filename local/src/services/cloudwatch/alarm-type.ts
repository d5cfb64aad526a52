import { readAlarm } from './alarm-properties';
import type { Alarms } from './alarms';
import type { CompositeAlarms } from './composite-alarms';
import { alarmArn, cloudWatchState, findAlarm, situationOf } from './state';
import type { Account } from '../../core/account';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { ServiceError } from '../../core/service';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export class AlarmType implements ResourceType {
  readonly typeName = 'AWS::CloudWatch::Alarm';
  readonly properties = [
    'ActionsEnabled', 'AlarmActions', 'AlarmDescription', 'AlarmName', 'ComparisonOperator', 'DatapointsToAlarm', 'Dimensions', 'EvaluateLowSampleCountPercentile',
    'EvaluationPeriods', 'ExtendedStatistic', 'InsufficientDataActions', 'MetricName', 'Metrics', 'Namespace', 'OKActions', 'Period', 'Statistic', 'Tags', 'Threshold',
    'ThresholdMetricId', 'TreatMissingData', 'Unit',
  ];
  readonly createOnly = ['AlarmName'];
  readonly attributes = ['Arn'];

  constructor(private readonly alarms: Alarms, private readonly composites: CompositeAlarms) {}

  async create({ account, region, generateName }: ResourceContext, properties: Properties): Promise<Provisioned> {
    const name = properties.AlarmName === undefined ? generateName(255) : String(properties.AlarmName);
    if (findAlarm(account, alarmArn(account, region, name))) throw new ServiceError('AlreadyExists', `An alarm named ${name} already exists.`);
    return this.put(account, region, name, properties);
  }

  async update({ account, region }: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    if (!cloudWatchState(account).alarms[alarmArn(account, region, physicalId)]) {
      throw new ServiceError('ResourceNotFound', `There is no alarm named ${physicalId}.`, 404);
    }
    return this.put(account, region, physicalId, properties);
  }

  async delete({ account, region }: ResourceContext, physicalId: string): Promise<void> {
    const arn = alarmArn(account, region, physicalId);
    if (findAlarm(account, arn)) this.composites.checkUnused(arn);
    this.alarms.remove(arn);
  }

  private put(account: Account, region: string, name: string, properties: Properties): Provisioned {
    const arn = alarmArn(account, region, name);
    this.alarms.put({ ...situationOf(account, arn), ...readAlarm(properties), arn, name, region, configuredAt: account.clock.now() });
    return { physicalId: name, attributes: { Arn: arn } };
  }
}
