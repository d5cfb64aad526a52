import {
  type Alarm as LightsailAlarm, type AlarmState, DeleteAlarmCommand, GetAlarmsCommand, type GetAlarmsCommandInput, PutAlarmCommand,
  type PutAlarmRequest, TestAlarmCommand,
} from '@aws-sdk/client-lightsail';
import type { Alarm, AlarmApi, AlarmConfiguration } from './alarm-api';
import type { LightsailClients } from '../lightsail/client';
import { unlessNotFound } from '../lightsail/not-found';
import { type OperationStatus, operationStatus } from '../lightsail/operations';
import type { Tags } from '../lightsail/ownership';
import { allPages } from '../lightsail/paging';
import { fromTagList, toTagList } from '../lightsail/tagging';

export class LightsailAlarms implements AlarmApi {
  constructor(private readonly lightsail: LightsailClients) {}

  async get(name: string): Promise<Alarm | undefined> {
    return (await this.list({ alarmName: name })).find((alarm) => alarm.name === name);
  }

  async ofResource(resourceName: string): Promise<Alarm[]> {
    return this.list({ monitoredResourceName: resourceName });
  }

  async put(name: string, alarm: AlarmConfiguration, tags?: Tags): Promise<OperationStatus[]> {
    const { operations = [] } = await this.lightsail.change.send(new PutAlarmCommand({
      // What Lightsail has no word for, it refuses with a message that says which it has.
      ...alarm as Pick<PutAlarmRequest, keyof AlarmConfiguration>,
      alarmName: name,
      notificationTriggers: alarm.notificationTriggers.length > 0 ? alarm.notificationTriggers as AlarmState[] : undefined,
      tags: tags && toTagList(tags),
    }));
    return operations.map(operationStatus);
  }

  async test(name: string): Promise<OperationStatus[]> {
    const { operations = [] } = await this.lightsail.change.send(new TestAlarmCommand({ alarmName: name, state: 'ALARM' }));
    return operations.map(operationStatus);
  }

  async delete(name: string): Promise<OperationStatus[]> {
    const { operations = [] } = await this.lightsail.change.send(new DeleteAlarmCommand({ alarmName: name }));
    return operations.map(operationStatus);
  }

  private async list(input: GetAlarmsCommandInput): Promise<Alarm[]> {
    return await unlessNotFound(allPages(async (pageToken) => {
      const page = await this.lightsail.read.send(new GetAlarmsCommand({ ...input, pageToken }));
      return { items: page.alarms?.map(read), nextPageToken: page.nextPageToken };
    })) ?? [];
  }
}

function read(alarm: LightsailAlarm): Alarm {
  return {
    name: alarm.name ?? '',
    arn: alarm.arn ?? '',
    state: alarm.state ?? 'unknown',
    createdAt: alarm.createdAt?.getTime() ?? 0,
    configuration: {
      metricName: alarm.metricName ?? '',
      monitoredResourceName: alarm.monitoredResourceInfo?.name ?? '',
      comparisonOperator: alarm.comparisonOperator ?? '',
      threshold: alarm.threshold ?? 0,
      evaluationPeriods: alarm.evaluationPeriods ?? 1,
      datapointsToAlarm: alarm.datapointsToAlarm ?? alarm.evaluationPeriods ?? 1,
      treatMissingData: alarm.treatMissingData ?? 'missing',
      contactProtocols: alarm.contactProtocols ?? [],
      notificationTriggers: alarm.notificationTriggers ?? [],
      notificationEnabled: alarm.notificationEnabled ?? true,
    },
    tags: fromTagList(alarm.tags),
  };
}
