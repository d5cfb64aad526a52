import { Aws } from 'aws-cdk-lib';
import { resultStatements } from './result-statements';
import { DatabaseTag } from './schedule-contract';
import { type Permission, READS_TAKE_NO_RESOURCE } from '../provider/permission';

/** What the function may do for `DatabaseStartSchedule` and `DatabaseStopSchedule`. */
export function databaseScheduleStatements(): Permission[] {
  const DATABASES = `arn:${Aws.PARTITION}:lightsail:${Aws.REGION}:${Aws.ACCOUNT_ID}:RelationalDatabase/*`;
  const ANY_DATABASE = 'The databases belong to the user, and schedules find them by name or tag when they run.';
  return [
    {
      sid: 'ReadDatabases',
      actions: [
        'lightsail:GetRelationalDatabase', 'lightsail:GetRelationalDatabases', 'lightsail:GetOperation', 'lightsail:GetOperationsForResource',
      ],
      resources: ['*'],
      wildcardReason: READS_TAKE_NO_RESOURCE,
    },
    {
      sid: 'StartAndStopDatabases',
      actions: ['lightsail:StartRelationalDatabase', 'lightsail:StopRelationalDatabase'],
      resources: [DATABASES],
      wildcardReason: `${ANY_DATABASE} They are started and stopped, never changed or deleted.`,
    },
    {
      sid: 'MarkStoppedDatabases',
      actions: ['lightsail:TagResource', 'lightsail:UntagResource'],
      resources: [DATABASES],
      wildcardReason: `${ANY_DATABASE} A condition allows only the tag that says that a schedule keeps the database stopped.`,
      // Not a single tag of the user's.
      conditions: { 'ForAllValues:StringEquals': { 'aws:TagKeys': [DatabaseTag.KEEP_STOPPED] }, 'Null': { 'aws:TagKeys': 'false' } },
    },
    ...resultStatements(),
  ];
}
