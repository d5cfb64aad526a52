import { Aws } from 'aws-cdk-lib';
import { FORMER_ALARM_TAG } from './alarm-contract';
import { type OwnedBy, tagNewStatement } from '../provider/ownership-conditions';
import { NARROWED_BY_TAG, type Permission, READS_TAKE_NO_RESOURCE } from '../provider/permission';

const ALARMS = `arn:${Aws.PARTITION}:lightsail:${Aws.REGION}:${Aws.ACCOUNT_ID}:Alarm/*`;

/** What the function may do for alarms. Lightsail's ARNs end in a UUID, so alarms are narrowed by tag, never by name. */
export function alarmStatements(owned: OwnedBy): Permission[] {
  return [
    {
      sid: 'ReadAlarms',
      actions: ['lightsail:GetAlarms', 'lightsail:GetOperation', 'lightsail:GetOperationsForResource'],
      resources: ['*'],
      wildcardReason: READS_TAKE_NO_RESOURCE,
    },
    {
      sid: 'CreateAlarms',
      actions: ['lightsail:PutAlarm'],
      // PutAlarm also overwrites: never what a stack owns.
      resources: ['*'],
      wildcardReason: 'AWS does not document which ARN it checks for an alarm that does not exist yet; conditions allow only new alarms with the ownership tag.',
      conditions: owned.newAsOurs,
    },
    tagNewStatement('TagNewAlarms', ALARMS, owned, `${FORMER_ALARM_TAG}*`),
    {
      sid: 'ChangeOwnAlarms',
      actions: ['lightsail:PutAlarm', 'lightsail:TestAlarm', 'lightsail:DeleteAlarm'],
      resources: [ALARMS],
      wildcardReason: NARROWED_BY_TAG,
      conditions: owned.ours,
    },
    {
      sid: 'TagOwnAlarms',
      actions: ['lightsail:TagResource'],
      resources: [ALARMS],
      wildcardReason: NARROWED_BY_TAG,
      conditions: owned.oursTagsKept,
    },
    {
      // What was there before the stack, and must be restored by its rollback.
      sid: 'RememberFormerAlarms',
      actions: ['lightsail:TagResource'],
      resources: [ALARMS],
      wildcardReason: NARROWED_BY_TAG,
      conditions: { ...owned.ours, 'ForAllValues:StringLike': { 'aws:TagKeys': `${FORMER_ALARM_TAG}*` } },
    },
    {
      // The ownership tags, too: what was adopted is let go, also when adoptExisting has left the template.
      sid: 'UntagOwnAlarms',
      actions: ['lightsail:UntagResource'],
      resources: [ALARMS],
      wildcardReason: NARROWED_BY_TAG,
      conditions: owned.ours,
    },
  ];
}

/** What it may do besides, where an alarm that no stack owns is to be taken over: make it the stack's own by its tags. */
export function alarmAdoptionStatements(owned: OwnedBy): Permission[] {
  return [
    {
      sid: 'AdoptAlarms',
      actions: ['lightsail:TagResource'],
      resources: [ALARMS],
      wildcardReason: NARROWED_BY_TAG,
      conditions: owned.newAsOurs,
    },
  ];
}
