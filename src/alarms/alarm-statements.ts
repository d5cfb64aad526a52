import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { OwnedBy } from '../provider/ownership-conditions';

const ALARMS = `arn:${Aws.PARTITION}:lightsail:${Aws.REGION}:${Aws.ACCOUNT_ID}:Alarm/*`;

/** What the function may do for alarms. Lightsail's ARNs end in a UUID, so alarms are narrowed by tag, never by name. */
export function alarmStatements(owned: OwnedBy): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'ReadAlarms',
      actions: ['lightsail:GetAlarms', 'lightsail:GetOperationsForResource'],
      // `*`: no Get… action of Lightsail takes a resource.
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'CreateAlarms',
      actions: ['lightsail:PutAlarm'],
      resources: [ALARMS],
      conditions: owned.createdAsOurs,
    }),
    new PolicyStatement({
      sid: 'ChangeOwnAlarms',
      actions: ['lightsail:PutAlarm', 'lightsail:TestAlarm', 'lightsail:DeleteAlarm'],
      resources: [ALARMS],
      conditions: owned.ours,
    }),
    new PolicyStatement({
      sid: 'TagOwnAlarms',
      actions: ['lightsail:TagResource', 'lightsail:UntagResource'],
      resources: [ALARMS],
      conditions: owned.oursTagsKept,
    }),
  ];
}

/** What it may do besides, where an alarm is to be taken over: make it the stack's own by its tags. */
export function alarmAdoptionStatements(owned: OwnedBy): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'AdoptAlarms',
      actions: ['lightsail:TagResource'],
      resources: [ALARMS],
      conditions: owned.createdAsOurs,
    }),
  ];
}
