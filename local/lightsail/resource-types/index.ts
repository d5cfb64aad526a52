import { alarmType } from './alarm';
import { contactMethodType } from './contact-method';
import { databaseType } from './database';
import { diskType } from './disk';
import { instanceType } from './instance';
import { loadBalancerType } from './load-balancer';
import { databaseSnapshotType, diskSnapshotType, instanceSnapshotType } from './snapshots';
import type { ResourceType } from '../../cloudformation/resource-type';

/** CloudFormation's own types for Lightsail, as far as the local cloud has them. */
export const lightsailResourceTypes: readonly ResourceType[] = [
  alarmType, contactMethodType, loadBalancerType, databaseType, databaseSnapshotType, diskType, diskSnapshotType, instanceType, instanceSnapshotType,
];
