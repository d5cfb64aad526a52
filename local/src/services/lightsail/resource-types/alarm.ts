import { NativeHandler } from './native-handler';
import { compact, flag, optionalText, text } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';

const TYPE_NAME = 'AWS::Lightsail::Alarm';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-alarm.html */
export const alarmType: ResourceType = {
  typeName: TYPE_NAME,
  properties: [
    'AlarmName', 'ComparisonOperator', 'ContactProtocols', 'DatapointsToAlarm', 'EvaluationPeriods', 'MetricName', 'MonitoredResourceName',
    'NotificationEnabled', 'NotificationTriggers', 'Threshold', 'TreatMissingData',
  ],
  createOnly: ['AlarmName', 'MetricName', 'MonitoredResourceName'],

  // PutAlarm overwrites what is there, and the native type lets it.
  create: put,
  update: async (context, _, properties) => put(context, properties),

  async delete(context: ResourceContext, alarmName: string): Promise<void> {
    await new NativeHandler(context, TYPE_NAME).find('DeleteAlarm', { alarmName });
  },
};

async function put(context: ResourceContext, properties: Properties): Promise<Provisioned> {
  const handler = new NativeHandler(context, TYPE_NAME);
  const alarmName = text(properties, 'AlarmName');
  await handler.call('PutAlarm', compact({
    alarmName,
    metricName: text(properties, 'MetricName'),
    monitoredResourceName: text(properties, 'MonitoredResourceName'),
    comparisonOperator: text(properties, 'ComparisonOperator'),
    threshold: Number(properties.Threshold),
    evaluationPeriods: Number(properties.EvaluationPeriods),
    datapointsToAlarm: properties.DatapointsToAlarm === undefined ? undefined : Number(properties.DatapointsToAlarm),
    treatMissingData: optionalText(properties, 'TreatMissingData'),
    contactProtocols: properties.ContactProtocols,
    notificationTriggers: properties.NotificationTriggers,
    notificationEnabled: flag(properties, 'NotificationEnabled'),
  }));
  const [alarm] = (await handler.call('GetAlarms', { alarmName })).alarms as Array<{ readonly arn: string; readonly state: string }>;
  return { physicalId: alarmName, attributes: { AlarmArn: alarm.arn, State: alarm.state } };
}
