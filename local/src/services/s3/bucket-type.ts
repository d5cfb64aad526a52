import { createBucket, deleteBucket, bucketArn } from './buckets';
import { type BucketState, bucketNamed, findBucket } from './state';
import type { JsonObject } from '../../core/json';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';
import { tagMap } from '../../core/tags';

/** Properties that mean something else must happen than what the local cloud does. */
const REFUSED = [
  'AccelerateConfiguration', 'AnalyticsConfigurations', 'CorsConfiguration', 'IntelligentTieringConfigurations', 'InventoryConfigurations',
  'LoggingConfiguration', 'MetadataConfiguration', 'MetadataTableConfiguration', 'MetricsConfigurations', 'NotificationConfiguration', 'ObjectLockConfiguration',
  'ObjectLockEnabled', 'ReplicationConfiguration', 'WebsiteConfiguration',
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export class BucketType implements ResourceType {
  readonly typeName = 'AWS::S3::Bucket';
  readonly properties = [
    'AccessControl', 'BucketEncryption', 'BucketName', 'LifecycleConfiguration', 'OwnershipControls', 'PublicAccessBlockConfiguration', 'Tags',
    'VersioningConfiguration', ...REFUSED,
  ];
  readonly createOnly = ['BucketName'];
  readonly attributes = ['Arn', 'DomainName', 'DualStackDomainName', 'RegionalDomainName', 'WebsiteURL'];

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const name = properties.BucketName === undefined ? context.generateName(63).toLowerCase() : String(properties.BucketName);
    check(properties);
    const known = findBucket(context.account, name);
    if (known && !known.unlisted) throw new ServiceError('AlreadyExists', `${name} already exists`, 409);
    const bucket = createBucket(context.account, context.region, name);
    set(bucket, properties);
    return provisioned(bucket);
  }

  async update({ account }: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    const bucket = bucketNamed(account, physicalId);
    check(properties);
    set(bucket, properties);
    return provisioned(bucket);
  }

  async delete({ account }: ResourceContext, physicalId: string): Promise<void> {
    const bucket = findBucket(account, physicalId);
    if (bucket) deleteBucket(account, bucket);
  }
}

function check(properties: Properties): void {
  const [refused] = REFUSED.filter((name) => properties[name] !== undefined && properties[name] !== false);
  if (refused) throw new NotSupportedError(`the property ${refused} of AWS::S3::Bucket`);
  const acl = properties.AccessControl ?? 'Private';
  if (acl !== 'Private' && acl !== 'BucketOwnerFullControl') throw new NotSupportedError(`the AccessControl ${String(acl)} of AWS::S3::Bucket`);
  const { Status: status } = object(properties, 'VersioningConfiguration') ?? {};
  if (status !== undefined && status !== 'Enabled' && status !== 'Suspended') {
    throw new ServiceError('InvalidRequest', `${JSON.stringify(status)} is not a valid enum value of VersioningConfiguration.Status`);
  }
}

function set(bucket: BucketState, properties: Properties): void {
  const { Status: status } = object(properties, 'VersioningConfiguration') ?? {};
  // Versioning is never switched off, only suspended.
  if (status === 'Enabled' || status === 'Suspended') bucket.versioning = status;
  else if (bucket.versioning !== undefined) bucket.versioning = 'Suspended';
  bucket.encryption = encryption(properties);
  bucket.publicAccessBlock = object(properties, 'PublicAccessBlockConfiguration')
    ?? { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
  bucket.ownership = object(properties, 'OwnershipControls');
  bucket.lifecycle = object(properties, 'LifecycleConfiguration');
  bucket.tags = tagMap(properties.Tags);
}

/** The template and the API call the same things by different names. */
function encryption(properties: Properties): JsonObject | undefined {
  const rules = object(properties, 'BucketEncryption')?.ServerSideEncryptionConfiguration;
  if (!Array.isArray(rules)) return undefined;
  return {
    Rules: rules.map((rule) => {
      const { ServerSideEncryptionByDefault: byDefault = {}, BucketKeyEnabled: bucketKey = false } = rule as JsonObject;
      const { SSEAlgorithm = 'AES256', KMSMasterKeyID } = byDefault as JsonObject;
      return {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm, ...KMSMasterKeyID !== undefined && { KMSMasterKeyID } },
        BucketKeyEnabled: bucketKey === true || bucketKey === 'true',
      };
    }),
  };
}

function object(properties: Properties, name: string): JsonObject | undefined {
  const value = properties[name];
  if (value === undefined) return undefined;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new ServiceError('ValidationException', `Value of property ${name} must be an object`);
}

function provisioned({ name, region }: BucketState): Provisioned {
  return {
    physicalId: name,
    attributes: {
      Arn: bucketArn(name),
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
    },
  };
}
