import { AddOnType, IpAddressType, RegionName } from '@aws-sdk/client-lightsail';
import { alarmTextRules } from './alarms/input-rules';
import { distributionTextRules } from './distributions/input-rules';

/** Limits on a text that the client's schemas leave out. */
export interface TextRule {
  readonly pattern?: RegExp;
  /** The pattern as the service's message shows it. */
  readonly shown?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly values?: readonly string[];
}

const RESOURCE_NAME: TextRule = { pattern: /^\w[\w-]*\w$/, shown: '\\w[\\w\\-]*\\w', minLength: 2, maxLength: 255 };
const NOT_EMPTY: TextRule = { pattern: /\S/, shown: '.*\\S.*' };

/** By the member's name: the API gives a name the same meaning everywhere. */
export const TEXT_RULES: Readonly<Record<string, TextRule>> = {
  ...alarmTextRules(RESOURCE_NAME),
  ...distributionTextRules(RESOURCE_NAME),
  diskName: RESOURCE_NAME,
  diskSnapshotName: RESOURCE_NAME,
  finalRelationalDatabaseSnapshotName: RESOURCE_NAME,
  instanceName: RESOURCE_NAME,
  instanceNames: RESOURCE_NAME,
  instanceSnapshotName: RESOURCE_NAME,
  keyPairName: RESOURCE_NAME,
  relationalDatabaseName: RESOURCE_NAME,
  relationalDatabaseSnapshotName: RESOURCE_NAME,
  resourceName: RESOURCE_NAME,
  sourceSnapshotName: RESOURCE_NAME,
  targetSnapshotName: RESOURCE_NAME,
  resourceArn: {
    pattern: /^arn:(aws[^:]*):([a-zA-Z0-9-]+):([a-z0-9-]+):([0-9]+):([a-zA-Z]+)\/([a-zA-Z0-9-]+)$/,
    shown: '^arn:(aws[^:]*):([a-zA-Z0-9-]+):([a-z0-9-]+):([0-9]+):([a-zA-Z]+)/([a-zA-Z0-9-]+)$',
  },
  availabilityZone: NOT_EMPTY,
  blueprintId: NOT_EMPTY,
  bundleId: NOT_EMPTY,
  diskPath: NOT_EMPTY,
  operationId: NOT_EMPTY,
  addOnType: { values: Object.values(AddOnType) },
  ipAddressType: { values: Object.values(IpAddressType) },
  sourceRegion: { values: Object.values(RegionName) },
};
