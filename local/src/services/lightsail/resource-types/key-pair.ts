import { NativeHandler } from './native-handler';
import { type CommonOutput, commonAttributes, compact, requestTags, text, updateTags } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';

const TYPE_NAME = 'AWS::Lightsail::KeyPair';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-keypair.html */
export const keyPairType: ResourceType = {
  typeName: TYPE_NAME,
  properties: ['KeyPairName', 'Tags'],
  createOnly: ['KeyPairName'],

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const handler = new NativeHandler(context, TYPE_NAME);
    const keyPairName = text(properties, 'KeyPairName');
    await handler.call('CreateKeyPair', compact({ keyPairName, tags: requestTags(properties) }));
    return provisioned(handler, keyPairName);
  },

  async update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    const handler = new NativeHandler(context, TYPE_NAME);
    await updateTags(handler, physicalId, properties, old);
    return provisioned(handler, physicalId);
  },

  async delete(context: ResourceContext, keyPairName: string): Promise<void> {
    await new NativeHandler(context, TYPE_NAME).find('DeleteKeyPair', { keyPairName });
  },
};

async function provisioned(handler: NativeHandler, keyPairName: string): Promise<Provisioned> {
  const keyPair = (await handler.call('GetKeyPair', { keyPairName })).keyPair as CommonOutput & { readonly fingerprint: string };
  return {
    physicalId: keyPairName, attributes: { ...commonAttributes(keyPair), KeyPairArn: keyPair.arn, Fingerprint: keyPair.fingerprint },
  };
}
