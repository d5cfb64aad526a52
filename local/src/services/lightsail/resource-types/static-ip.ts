import { NativeHandler } from './native-handler';
import { optionalText, text } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';

const TYPE_NAME = 'AWS::Lightsail::StaticIp';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-staticip.html */
export const staticIpType: ResourceType = {
  typeName: TYPE_NAME,
  properties: ['AttachedTo', 'StaticIpName'],
  createOnly: ['StaticIpName'],

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const handler = new NativeHandler(context, TYPE_NAME);
    const staticIpName = text(properties, 'StaticIpName');
    await handler.call('AllocateStaticIp', { staticIpName });
    return handler.made(staticIpName, async () => {
      await attach(handler, staticIpName, optionalText(properties, 'AttachedTo'));
      return provisioned(handler, staticIpName);
    });
  },

  async update(context: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    const handler = new NativeHandler(context, TYPE_NAME);
    const { attachedTo } = await read(handler, physicalId);
    const wanted = optionalText(properties, 'AttachedTo');
    if (attachedTo !== wanted) {
      if (attachedTo !== undefined) await handler.call('DetachStaticIp', { staticIpName: physicalId });
      await attach(handler, physicalId, wanted);
    }
    return provisioned(handler, physicalId);
  },

  async delete(context: ResourceContext, staticIpName: string): Promise<void> {
    await new NativeHandler(context, TYPE_NAME).find('ReleaseStaticIp', { staticIpName });
  },
};

interface StaticIpOutput {
  readonly arn: string;
  readonly ipAddress: string;
  readonly isAttached: boolean;
  readonly attachedTo?: string;
}

async function attach(handler: NativeHandler, staticIpName: string, instanceName: string | undefined): Promise<void> {
  if (instanceName !== undefined) await handler.call('AttachStaticIp', { staticIpName, instanceName });
}

async function read(handler: NativeHandler, staticIpName: string): Promise<StaticIpOutput> {
  return (await handler.call('GetStaticIp', { staticIpName })).staticIp as StaticIpOutput;
}

async function provisioned(handler: NativeHandler, staticIpName: string): Promise<Provisioned> {
  const { arn, ipAddress, isAttached } = await read(handler, staticIpName);
  return { physicalId: staticIpName, attributes: { StaticIpArn: arn, IpAddress: ipAddress, IsAttached: isAttached } };
}
