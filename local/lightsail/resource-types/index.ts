import { databaseType } from './database';
import { diskType } from './disk';
import { instanceType } from './instance';
import { databaseSnapshotType, diskSnapshotType, instanceSnapshotType } from './snapshots';
import type { ResourceType } from '../../cloudformation/resource-type';

/** CloudFormation's own types for Lightsail, as far as the local cloud has them. */
export const lightsailResourceTypes: readonly ResourceType[] = [
  databaseType, databaseSnapshotType, diskType, diskSnapshotType, instanceType, instanceSnapshotType,
];
