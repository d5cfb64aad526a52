import { NativeHandler } from './native-handler';
import { text } from './properties';
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
    const [method] = (await handler.call('GetContactMethods', { protocols: [protocol] })).contactMethods as Array<{ readonly arn: string }>;
    return { physicalId: method.arn, attributes: { ContactMethodArn: method.arn } };
  },

  update: async (_, physicalId) => ({ physicalId, attributes: { ContactMethodArn: physicalId } }),

  async delete(context: ResourceContext, _: string, properties: Properties): Promise<void> {
    await new NativeHandler(context, TYPE_NAME).find('DeleteContactMethod', { protocol: text(properties, 'Protocol') });
  },
};
