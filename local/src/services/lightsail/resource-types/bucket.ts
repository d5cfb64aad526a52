import { NativeHandler } from './native-handler';
import { compact, refuse, requestTags, text, updateTags } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';

const TYPE_NAME = 'AWS::Lightsail::Bucket';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-bucket.html */
export const bucketType: ResourceType = {
  typeName: TYPE_NAME,
  properties: ['AccessRules', 'BucketName', 'BundleId', 'ObjectVersioning', 'ReadOnlyAccessAccounts', 'ResourcesReceivingAccess', 'Tags'],
  createOnly: ['BucketName'],

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    checkKnown(properties);
    const handler = new NativeHandler(context, TYPE_NAME);
    const bucketName = text(properties, 'BucketName');
    await handler.call('CreateBucket', compact({ bucketName, bundleId: text(properties, 'BundleId'), tags: requestTags(properties) }));
    return provisioned(handler, bucketName);
  },

  async update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    checkKnown(properties);
    if (properties.BundleId !== old.BundleId) refuse(TYPE_NAME, properties, 'BundleId');
    const handler = new NativeHandler(context, TYPE_NAME);
    await updateTags(handler, physicalId, properties, old);
    return provisioned(handler, physicalId);
  },

  async delete(context: ResourceContext, bucketName: string): Promise<void> {
    const handler = new NativeHandler(context, TYPE_NAME);
    if (await handler.find('GetBuckets', { bucketName })) await handler.call('DeleteBucket', { bucketName });
  },
};

function checkKnown(properties: Properties): void {
  refuse(TYPE_NAME, properties, 'AccessRules', 'ObjectVersioning', 'ReadOnlyAccessAccounts', 'ResourcesReceivingAccess');
}

async function provisioned(handler: NativeHandler, bucketName: string): Promise<Provisioned> {
  const [bucket] = (await handler.call('GetBuckets', { bucketName })).buckets as Array<{ arn: string; url: string; ableToUpdateBundle: boolean }>;
  return { physicalId: bucketName, attributes: { BucketArn: bucket.arn, Url: bucket.url, AbleToUpdateBundle: bucket.ableToUpdateBundle } };
}
