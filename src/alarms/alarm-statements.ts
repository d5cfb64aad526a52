import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FORMER_ALARM_TAG } from './alarm-contract';
import { type OwnedBy, tagNewStatement } from '../provider/ownership-conditions';

const ALARMS = `arn:${Aws.PARTITION}:lightsail:${Aws.REGION}:${Aws.ACCOUNT_ID}:Alarm/*`;

/** What the function may do for alarms. Lightsail's ARNs end in a UUID, so alarms are narrowed by tag, never by name. */
export function alarmStatements(owned: OwnedBy): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'ReadAlarms',
      actions: ['lightsail:GetAlarms', 'lightsail:GetOperation', 'lightsail:GetOperationsForResource'],
      // `*`: no Get… action of Lightsail takes a resource.
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'CreateAlarms',
      actions: ['lightsail:PutAlarm'],
      // `*`: which ARN AWS checks before there is an alarm is not documented. PutAlarm also overwrites: never what a
      // stack owns.
      resources: ['*'],
      conditions: owned.newAsOurs,
    }),
    tagNewStatement('TagNewAlarms', ALARMS, owned),
    new PolicyStatement({
      sid: 'ChangeOwnAlarms',
      actions: ['lightsail:PutAlarm', 'lightsail:TestAlarm', 'lightsail:DeleteAlarm'],
      resources: [ALARMS],
      conditions: owned.ours,
    }),
    new PolicyStatement({
      sid: 'TagOwnAlarms',
      actions: ['lightsail:TagResource'],
      resources: [ALARMS],
      conditions: owned.oursTagsKept,
    }),
    new PolicyStatement({
      // What was there before the stack, and must be restored by its rollback.
      sid: 'RememberFormerAlarms',
      actions: ['lightsail:TagResource'],
      resources: [ALARMS],
      conditions: { ...owned.ours, 'ForAllValues:StringLike': { 'aws:TagKeys': `${FORMER_ALARM_TAG}*` } },
    }),
    new PolicyStatement({
      // The ownership tags, too: what was adopted is let go, also when adoptExisting has left the template.
      sid: 'UntagOwnAlarms',
      actions: ['lightsail:UntagResource'],
      resources: [ALARMS],
      conditions: owned.ours,
    }),
  ];
}

/** What it may do besides, where an alarm that no stack owns is to be taken over: make it the stack's own by its tags. */
export function alarmAdoptionStatements(owned: OwnedBy): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'AdoptAlarms',
      actions: ['lightsail:TagResource'],
      resources: [ALARMS],
      conditions: owned.newAsOurs,
    }),
  ];
}
