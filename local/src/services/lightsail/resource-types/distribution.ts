import { NativeHandler } from './native-handler';
import { compact, flag, optionalText, requestTags, text, updateTags } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';
import type { Input } from '../request';

const TYPE_NAME = 'AWS::Lightsail::Distribution';
/** Properties whose members have the names of the API's, but for the first letter. */
const SETTINGS = ['CacheBehaviorSettings', 'CacheBehaviors', 'DefaultCacheBehavior', 'Origin'];

/**
 * As CloudFormation's own handler goes about it: create, wait, then update in any case, and wait before each further step.
 * Its stack has to be in us-east-1: the calls are refused elsewhere.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-distribution.html
 */
export const distributionType: ResourceType = {
  typeName: TYPE_NAME,
  properties: [...SETTINGS, 'BundleId', 'CertificateName', 'DistributionName', 'IpAddressType', 'IsEnabled', 'Tags'],
  createOnly: ['DistributionName', 'IpAddressType'],

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const handler = new NativeHandler(context, TYPE_NAME);
    const distributionName = text(properties, 'DistributionName');
    await handler.call('CreateDistribution', compact({
      distributionName,
      bundleId: text(properties, 'BundleId'),
      ipAddressType: optionalText(properties, 'IpAddressType'),
      ...settings(properties),
      tags: requestTags(properties),
    }));
    return handler.made(distributionName, async () => {
      await deployed(handler, distributionName);
      await update(handler, distributionName, properties);
      return provisioned(handler, distributionName);
    });
  },

  async update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    const handler = new NativeHandler(context, TYPE_NAME);
    await deployed(handler, physicalId);
    if (text(properties, 'BundleId') !== text(old, 'BundleId')) {
      await handler.call('UpdateDistributionBundle', { distributionName: physicalId, bundleId: text(properties, 'BundleId') });
      await deployed(handler, physicalId);
    }
    await update(handler, physicalId, properties);
    await updateTags(handler, physicalId, properties, old);
    return provisioned(handler, physicalId);
  },

  async delete(context: ResourceContext, distributionName: string): Promise<void> {
    const handler = new NativeHandler(context, TYPE_NAME);
    if (!await read(handler, distributionName)) return;
    await deployed(handler, distributionName);
    await handler.call('DeleteDistribution', { distributionName });
    await handler.wait('the distribution is deleted', async () => (await read(handler, distributionName) ? undefined : true));
  },
};

interface DistributionOutput {
  readonly arn: string;
  readonly status: string;
  readonly ableToUpdateBundle: boolean;
  readonly certificateName?: string;
}

/** Brings the settings and the certificate in line with the template. */
async function update(handler: NativeHandler, distributionName: string, properties: Properties): Promise<void> {
  await handler.call('UpdateDistribution', compact({ distributionName, ...settings(properties), isEnabled: flag(properties, 'IsEnabled') }));
  const { certificateName: present } = await deployed(handler, distributionName);
  const wanted = optionalText(properties, 'CertificateName');
  if (present === wanted) return;
  if (present !== undefined) {
    await handler.call('DetachCertificateFromDistribution', { distributionName });
    await deployed(handler, distributionName);
  }
  if (wanted === undefined) return;
  await handler.call('AttachCertificateToDistribution', { distributionName, certificateName: wanted });
  await deployed(handler, distributionName);
}

async function read(handler: NativeHandler, distributionName: string): Promise<DistributionOutput | undefined> {
  const found = await handler.find('GetDistributions', { distributionName });
  return (found?.distributions as DistributionOutput[] | undefined)?.[0];
}

async function deployed(handler: NativeHandler, distributionName: string): Promise<DistributionOutput> {
  return handler.wait('the distribution is deployed', async () => {
    const distribution = await read(handler, distributionName);
    if (!distribution) throw handler.failure(`The distribution ${distributionName} does not exist.`, 'NotFound');
    return distribution.status === 'Deployed' ? distribution : undefined;
  });
}

async function provisioned(handler: NativeHandler, distributionName: string): Promise<Provisioned> {
  const { arn, status, ableToUpdateBundle } = await deployed(handler, distributionName);
  return { physicalId: distributionName, attributes: { DistributionArn: arn, Status: status, AbleToUpdateBundle: ableToUpdateBundle } };
}

function settings(properties: Properties): Input {
  const given = SETTINGS.filter((name) => properties[name] !== undefined);
  return Object.fromEntries(given.map((name) => [memberOf(name), asMember(properties[name], name)]));
}

/** A template may spell numbers and booleans as texts. */
function asMember(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((item) => asMember(item, path));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [memberOf(name), asMember(item, `${path}.${name}`)]));
  }
  if (path.endsWith('TTL')) return Number(value);
  return path.endsWith('ForwardedQueryStrings.Option') ? String(value) === 'true' : value;
}

function memberOf(property: string): string {
  return property[0].toLowerCase() + property.slice(1);
}
