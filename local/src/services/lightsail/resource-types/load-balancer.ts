import { NativeHandler } from './native-handler';
import { compact, optionalText, refuse, requestTags, text, updateTags } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';

const TYPE_NAME = 'AWS::Lightsail::LoadBalancer';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-loadbalancer.html */
export const loadBalancerType: ResourceType = {
  typeName: TYPE_NAME,
  properties: [
    'AttachedInstances', 'HealthCheckPath', 'InstancePort', 'IpAddressType', 'LoadBalancerName', 'SessionStickinessEnabled',
    'SessionStickinessLBCookieDurationSeconds', 'Tags', 'TlsPolicyName',
  ],
  createOnly: ['InstancePort', 'IpAddressType', 'LoadBalancerName'],

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    checkKnown(properties);
    const handler = new NativeHandler(context, TYPE_NAME);
    const loadBalancerName = text(properties, 'LoadBalancerName');
    await handler.call('CreateLoadBalancer', compact({
      loadBalancerName,
      instancePort: Number(properties.InstancePort),
      healthCheckPath: optionalText(properties, 'HealthCheckPath'),
      ipAddressType: optionalText(properties, 'IpAddressType'),
      tags: requestTags(properties),
    }));
    return handler.made(loadBalancerName, () => ready(handler, loadBalancerName));
  },

  async update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    checkKnown(properties);
    if (properties.HealthCheckPath !== old.HealthCheckPath) refuse(TYPE_NAME, properties, 'HealthCheckPath');
    const handler = new NativeHandler(context, TYPE_NAME);
    await updateTags(handler, physicalId, properties, old);
    return ready(handler, physicalId);
  },

  async delete(context: ResourceContext, loadBalancerName: string): Promise<void> {
    const handler = new NativeHandler(context, TYPE_NAME);
    const read = async () => handler.find('GetLoadBalancer', { loadBalancerName });
    if (!await read()) return;
    await handler.call('DeleteLoadBalancer', { loadBalancerName });
    await handler.wait('the load balancer is deleted', async () => (await read() ? undefined : true));
  },
};

function checkKnown(properties: Properties): void {
  refuse(TYPE_NAME, properties, 'AttachedInstances', 'SessionStickinessEnabled', 'SessionStickinessLBCookieDurationSeconds', 'TlsPolicyName');
}

async function ready(handler: NativeHandler, loadBalancerName: string): Promise<Provisioned> {
  const balancer = await handler.wait('the load balancer is active', async () => {
    const read = (await handler.call('GetLoadBalancer', { loadBalancerName })).loadBalancer as { readonly arn: string; readonly state: string };
    if (read.state === 'failed') throw handler.failure(`The load balancer ${loadBalancerName} is in the state failed.`, 'NotStabilized');
    return read.state === 'active' ? read : undefined;
  });
  return { physicalId: loadBalancerName, attributes: { LoadBalancerArn: balancer.arn } };
}
