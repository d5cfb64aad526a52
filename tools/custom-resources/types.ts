import type { Member } from './contract';

/** A type of custom resource, and where it is described. */
export interface CustomResourceType {
  readonly type: string;
  readonly contract: string;
  readonly properties: string;
  readonly attributes?: string;
  /** What it is, in a sentence. */
  readonly summary: string;
  /** What `Ref` gives. */
  readonly ref: string;
  readonly family: string;
  /** The file in docs/templates/ that shows it. */
  readonly example: string;
  /** Properties of the interface that this type does not take. */
  readonly without?: readonly string[];
  /** What is narrower than in the interface. */
  readonly narrower?: Readonly<Record<string, Partial<Pick<Member, 'required' | 'values' | 'default' | 'pattern'>>>>;
}

const SNAPSHOT = {
  contract: 'snapshots/snapshot-contract.ts',
  properties: 'SnapshotProperties',
  attributes: 'SnapshotAttributes',
  family: 'SNAPSHOTS',
  ref: "the snapshot's name",
  without: ['DeleteSource'],
  example: 'snapshots',
};
const DATABASE_NAME = '^[a-zA-Z0-9][a-zA-Z0-9-]{0,253}[a-zA-Z0-9]$';
const INSTANCE_OR_DISK_NAME = '^[a-zA-Z0-9][\\w.-]{0,252}[a-zA-Z0-9]$';

export const CUSTOM_RESOURCE_TYPES: readonly CustomResourceType[] = [
  {
    ...SNAPSHOT,
    type: 'Custom::LightsailDatabaseSnapshot',
    summary: 'A snapshot of a database, taken by the deployment. It is kept unless the resource has `DeletionPolicy: Delete`, which is CloudFormation\'s default: '
      + 'set `RetainExceptOnCreate` to keep it.',
    narrower: { SourceKind: { values: ['database'], default: 'database' }, SnapshotName: { pattern: DATABASE_NAME } },
  },
  {
    ...SNAPSHOT,
    type: 'Custom::LightsailInstanceSnapshot',
    summary: 'A snapshot of an instance with its disks, likewise.',
    narrower: { SourceKind: { values: ['instance'], default: 'instance' }, SnapshotName: { pattern: INSTANCE_OR_DISK_NAME } },
  },
  {
    ...SNAPSHOT,
    type: 'Custom::LightsailDiskSnapshot',
    summary: 'A snapshot of a disk, or of the boot disk of an instance, likewise.',
    narrower: { SourceKind: { values: ['disk', 'system-disk'], default: 'disk' }, SnapshotName: { pattern: INSTANCE_OR_DISK_NAME } },
  },
  {
    ...SNAPSHOT,
    type: 'Custom::LightsailFinalSnapshot',
    summary: 'Nothing, until the resource is deleted: then a snapshot of the source is taken, and kept.',
    ref: 'a text that names the source',
    attributes: undefined,
    without: ['SnapshotName', 'Trigger'],
    narrower: { SourceKind: { values: ['database', 'instance', 'disk', 'system-disk'], required: true } },
  },
  {
    type: 'Custom::LightsailAlarm',
    contract: 'alarms/alarm-contract.ts',
    properties: 'AlarmProperties',
    attributes: 'AlarmAttributes',
    summary: 'An alarm on a metric of an instance, a database or a load balancer.',
    ref: "the alarm's name",
    family: 'ALARMS',
    example: 'alarms',
  },
  {
    type: 'Custom::LightsailContactMethod',
    contract: 'alarms/contact-method-contract.ts',
    properties: 'ContactMethodProperties',
    attributes: 'ContactMethodAttributes',
    summary: 'The email address or phone number that the alarms of the region notify.',
    ref: 'the protocol',
    family: 'CONTACT_METHODS',
    example: 'alarms',
  },
  {
    type: 'Custom::LightsailDistribution',
    contract: 'distributions/distribution-contract.ts',
    properties: 'DistributionProperties',
    attributes: 'DistributionAttributes',
    summary: 'A distribution, from a stack in any region. What is not managed has Lightsail\'s default, and keeps what is set in the console.',
    ref: "the distribution's name",
    family: 'DISTRIBUTIONS',
    example: 'distribution',
  },
  {
    type: 'Custom::LightsailDistributionCacheReset',
    contract: 'distributions/distribution-contract.ts',
    properties: 'CacheResetProperties',
    summary: 'A reset of the cache of a distribution, when the resource is created and whenever `ResetCacheOn` changes.',
    ref: 'a text without a meaning',
    family: 'DISTRIBUTION_CACHE_RESETS',
    example: 'distribution',
  },
];
