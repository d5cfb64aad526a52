import { alarmTextRules } from './alarms/input-rules';
import { distributionTextRules } from './distributions/input-rules';

/** Limits on a text that the npm client does not know. */
export interface TextRule {
  readonly pattern?: RegExp;
  /** The pattern as the service's message shows it. */
  readonly shown?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

const RESOURCE_NAME: TextRule = { pattern: /^\w[\w-]*\w$/, shown: '\\w[\\w\\-]*\\w', minLength: 2, maxLength: 255 };
/** Databases and their snapshots. */
const DATABASE_NAME: TextRule = {
  pattern: /^[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]$/, shown: '^[a-zA-Z0-9][a-zA-Z0-9\\-]*[a-zA-Z0-9]$', minLength: 2, maxLength: 255,
};
/** Instances and disks, their snapshots, and whatever names one of them. */
const INSTANCE_NAME: TextRule = {
  pattern: /^[a-zA-Z0-9][\w\-.]*[a-zA-Z0-9]$/, shown: '^[a-zA-Z0-9][\\w\\-.]*[a-zA-Z0-9]$', minLength: 2, maxLength: 254,
};
/** Any resource's name. */
const ANY_NAME: TextRule = { pattern: /^\w[\w\-.]*\w$/, shown: '\\w[\\w\\-.]*\\w', minLength: 2, maxLength: 255 };
const NOT_EMPTY: TextRule = { pattern: /\S/, shown: '.*\\S.*' };

/** By the member's name: the API gives a name the same meaning everywhere. */
export const TEXT_RULES: Readonly<Record<string, TextRule>> = {
  ...alarmTextRules(RESOURCE_NAME),
  ...distributionTextRules(RESOURCE_NAME),
  diskName: INSTANCE_NAME,
  diskSnapshotName: INSTANCE_NAME,
  finalRelationalDatabaseSnapshotName: DATABASE_NAME,
  instanceName: INSTANCE_NAME,
  instanceNames: INSTANCE_NAME,
  instanceSnapshotName: INSTANCE_NAME,
  keyPairName: RESOURCE_NAME,
  staticIpName: RESOURCE_NAME,
  relationalDatabaseName: DATABASE_NAME,
  relationalDatabaseSnapshotName: DATABASE_NAME,
  monitoredResourceName: ANY_NAME,
  resourceName: ANY_NAME,
  sourceSnapshotName: INSTANCE_NAME,
  targetSnapshotName: INSTANCE_NAME,
  resourceArn: {
    pattern: /^arn:(aws[^:]*):([a-zA-Z0-9-]+):([a-z0-9-]+):([0-9]+):([a-zA-Z]+)\/([a-zA-Z0-9-]+)$/,
    shown: '^arn:(aws[^:]*):([a-zA-Z0-9-]+):([a-z0-9-]+):([0-9]+):([a-zA-Z]+)/([a-zA-Z0-9-]+)$',
  },
  availabilityZone: NOT_EMPTY,
  blueprintId: NOT_EMPTY,
  bundleId: NOT_EMPTY,
  diskPath: NOT_EMPTY,
  operationId: NOT_EMPTY,
};

/** Limits on a number that the npm client does not know, by the member's name. */
export const NUMBER_RULES: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  instancePort: { min: 0, max: 65_535 },
  period: { min: 60, max: 86_400 },
  scale: { min: 1, max: 20 },
};
