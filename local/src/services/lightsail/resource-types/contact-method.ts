import { NativeHandler } from './native-handler';
import { type CommonOutput, commonAttributes, text } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';

const TYPE_NAME = 'AWS::Lightsail::ContactMethod';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-contactmethod.html */
export const contactMethodType: ResourceType = {
  typeName: TYPE_NAME,
  properties: ['ContactEndpoint', 'Protocol'],
  createOnly: ['ContactEndpoint', 'Protocol'],

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const handler = new NativeHandler(context, TYPE_NAME);
    const protocol = text(properties, 'Protocol');
    await handler.call('CreateContactMethod', { protocol, contactEndpoint: text(properties, 'ContactEndpoint') });
    return provisioned(handler, protocol);
  },

  // Nothing of it can be changed.
  update: async (context, _, properties) => provisioned(new NativeHandler(context, TYPE_NAME), text(properties, 'Protocol')),

  async delete(context: ResourceContext, _: string, properties: Properties): Promise<void> {
    await new NativeHandler(context, TYPE_NAME).find('DeleteContactMethod', { protocol: text(properties, 'Protocol') });
  },
};

async function provisioned(handler: NativeHandler, protocol: string): Promise<Provisioned> {
  const { contactMethods } = await handler.call('GetContactMethods', { protocols: [protocol] });
  const [method] = contactMethods as Array<CommonOutput & { readonly name: string; readonly status: string }>;
  return {
    physicalId: method.arn, attributes: { ...commonAttributes(method), Arn: method.arn, Name: method.name, Status: method.status },
  };
}
