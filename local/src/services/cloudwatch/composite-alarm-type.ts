import { readCompositeAlarm } from './composite-alarm-properties';
import type { CompositeAlarms } from './composite-alarms';
import { alarmArn, cloudWatchState, findAlarm } from './state';
import type { Account } from '../../core/account';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { ServiceError } from '../../core/service';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-compositealarm.html */
export class CompositeAlarmType implements ResourceType {
  readonly typeName = 'AWS::CloudWatch::CompositeAlarm';
  readonly properties = [
    'ActionsEnabled', 'ActionsSuppressor', 'ActionsSuppressorExtensionPeriod', 'ActionsSuppressorWaitPeriod', 'AlarmActions', 'AlarmDescription',
    'AlarmName', 'AlarmRule', 'InsufficientDataActions', 'OKActions', 'Tags',
  ];
  readonly createOnly = ['AlarmName'];
  readonly attributes = ['Arn'];

  constructor(private readonly composites: CompositeAlarms) {}

  async create({ account, region, generateName }: ResourceContext, properties: Properties): Promise<Provisioned> {
    const name = properties.AlarmName === undefined ? generateName(255) : String(properties.AlarmName);
    if (findAlarm(account, alarmArn(account, region, name))) throw new ServiceError('AlreadyExists', `An alarm named ${name} already exists.`);
    return this.put(account, region, name, properties);
  }

  async update({ account, region }: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    if (!cloudWatchState(account).composites[alarmArn(account, region, physicalId)]) {
      throw new ServiceError('ResourceNotFound', `There is no alarm named ${physicalId}.`, 404);
    }
    return this.put(account, region, physicalId, properties);
  }

  async delete({ account, region }: ResourceContext, physicalId: string): Promise<void> {
    const arn = alarmArn(account, region, physicalId);
    if (findAlarm(account, arn)) this.composites.checkUnused(arn);
    this.composites.remove(arn);
  }

  private async put(account: Account, region: string, name: string, properties: Properties): Promise<Provisioned> {
    const alarm = readCompositeAlarm(account, region, name, properties);
    await this.composites.put(alarm);
    return { physicalId: name, attributes: { Arn: alarm.arn } };
  }
}
