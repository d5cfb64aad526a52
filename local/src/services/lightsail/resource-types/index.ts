import { alarmType } from './alarm';
import { bucketType } from './bucket';
import { certificateType } from './certificate';
import { contactMethodType } from './contact-method';
import { containerType } from './container';
import { databaseType } from './database';
import { diskType } from './disk';
import { distributionType } from './distribution';
import { domainType } from './domain';
import { instanceType } from './instance';
import { keyPairType } from './key-pair';
import { loadBalancerType } from './load-balancer';
import { databaseSnapshotType, diskSnapshotType, instanceSnapshotType } from './snapshots';
import { staticIpType } from './static-ip';
import type { ResourceType } from '../../../core/resource-type';

/** CloudFormation's own types for Lightsail, as far as the local cloud has them. */
export const lightsailResourceTypes: readonly ResourceType[] = [
  alarmType, bucketType, certificateType, contactMethodType, containerType, loadBalancerType, databaseType, databaseSnapshotType, diskType,
  diskSnapshotType, distributionType, domainType, instanceType, instanceSnapshotType, keyPairType, staticIpType,
];
