import { resultStatements } from './result-statements';
import { type Permission, READS_TAKE_NO_RESOURCE } from '../provider/permission';

/** What the function may do for `SnapshotSchedule`, besides what it may do for snapshots. */
export function snapshotScheduleStatements(): Permission[] {
  return [
    {
      sid: 'FindSources',
      actions: ['lightsail:GetRelationalDatabases', 'lightsail:GetInstances', 'lightsail:GetDisks'],
      resources: ['*'],
      wildcardReason: READS_TAKE_NO_RESOURCE,
    },
    ...resultStatements(),
  ];
}
