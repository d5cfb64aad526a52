import { NativeHandler } from './native-handler';
import { compact, refuse, requestTags, text, updateTags } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';

const TYPE_NAME = 'AWS::Lightsail::Container';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-container.html */
export const containerType: ResourceType = {
  typeName: TYPE_NAME,
  properties: ['ContainerServiceDeployment', 'IsDisabled', 'Power', 'PrivateRegistryAccess', 'PublicDomainNames', 'Scale', 'ServiceName', 'Tags'],
  createOnly: ['ServiceName'],

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    checkKnown(properties);
    const handler = new NativeHandler(context, TYPE_NAME);
    const serviceName = text(properties, 'ServiceName');
    await handler.call('CreateContainerService', compact({
      serviceName, power: text(properties, 'Power'), scale: Number(properties.Scale), tags: requestTags(properties),
    }));
    return provisioned(handler, serviceName);
  },

  async update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    checkKnown(properties);
    for (const name of ['Power', 'Scale']) if (String(properties[name]) !== String(old[name])) refuse(TYPE_NAME, properties, name);
    const handler = new NativeHandler(context, TYPE_NAME);
    await updateTags(handler, physicalId, properties, old);
    return provisioned(handler, physicalId);
  },

  async delete(context: ResourceContext, serviceName: string): Promise<void> {
    const handler = new NativeHandler(context, TYPE_NAME);
    if (await handler.find('GetContainerServices', { serviceName })) await handler.call('DeleteContainerService', { serviceName });
  },
};

function checkKnown(properties: Properties): void {
  refuse(TYPE_NAME, properties, 'ContainerServiceDeployment', 'IsDisabled', 'PrivateRegistryAccess', 'PublicDomainNames');
}

interface ServiceOutput {
  readonly arn: string;
  readonly url: string;
  readonly principalArn: string;
  readonly privateRegistryAccess: { readonly ecrImagePullerRole: { readonly principalArn: string } };
}

async function provisioned(handler: NativeHandler, serviceName: string): Promise<Provisioned> {
  const [service] = (await handler.call('GetContainerServices', { serviceName })).containerServices as ServiceOutput[];
  return {
    physicalId: serviceName,
    attributes: {
      'ContainerArn': service.arn,
      'PrincipalArn': service.principalArn,
      'PrivateRegistryAccess.EcrImagePullerRole.PrincipalArn': service.privateRegistryAccess.ecrImagePullerRole.principalArn,
      'Url': service.url,
    },
  };
}
