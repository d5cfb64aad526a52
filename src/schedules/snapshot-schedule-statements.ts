import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { resultStatements } from './result-statements';

/** What the function may do for `SnapshotSchedule`, besides what it may do for snapshots. */
export function snapshotScheduleStatements(): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'FindSources',
      actions: ['lightsail:GetRelationalDatabases', 'lightsail:GetInstances', 'lightsail:GetDisks'],
      // `*`: no Get… action of Lightsail takes a resource.
      resources: ['*'],
    }),
    ...resultStatements(),
  ];
}
