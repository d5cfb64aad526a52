import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { resultStatements } from './result-statements';
import { DatabaseTag } from './schedule-contract';

/** What the function may do for `DatabaseStartSchedule` and `DatabaseStopSchedule`. */
export function databaseScheduleStatements(): PolicyStatement[] {
  // The databases are the user's, named by UUID: any one of this account and region.
  const DATABASES = `arn:${Aws.PARTITION}:lightsail:${Aws.REGION}:${Aws.ACCOUNT_ID}:RelationalDatabase/*`;
  return [
    new PolicyStatement({
      sid: 'ReadDatabases',
      actions: [
        'lightsail:GetRelationalDatabase', 'lightsail:GetRelationalDatabases', 'lightsail:GetOperation', 'lightsail:GetOperationsForResource',
      ],
      // `*`: no Get… action of Lightsail takes a resource.
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'StartAndStopDatabases',
      actions: ['lightsail:StartRelationalDatabase', 'lightsail:StopRelationalDatabase'],
      resources: [DATABASES],
    }),
    new PolicyStatement({
      sid: 'MarkStoppedDatabases',
      actions: ['lightsail:TagResource', 'lightsail:UntagResource'],
      resources: [DATABASES],
      // Not a single tag of the user's.
      conditions: { 'ForAllValues:StringEquals': { 'aws:TagKeys': [DatabaseTag.KEEP_STOPPED] }, 'Null': { 'aws:TagKeys': 'false' } },
    }),
    ...resultStatements(),
  ];
}
