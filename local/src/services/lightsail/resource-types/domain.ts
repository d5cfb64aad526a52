import { NativeHandler } from './native-handler';
import { type CommonOutput, commonAttributes, compact, flag, requestTags, text, updateTags } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../core/resource-type';

const TYPE_NAME = 'AWS::Lightsail::Domain';

/** A DNS record as the API has it. */
interface Entry {
  readonly name: string;
  readonly type: string;
  readonly target: string;
  readonly isAlias?: boolean;
}

/**
 * Its stack has to be in us-east-1: the calls are refused elsewhere.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-domain.html
 */
export const domainType: ResourceType = {
  typeName: TYPE_NAME,
  properties: ['DomainEntries', 'DomainName', 'Tags'],
  createOnly: ['DomainName'],

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const handler = new NativeHandler(context, TYPE_NAME);
    const domainName = text(properties, 'DomainName');
    await handler.call('CreateDomain', compact({ domainName, tags: requestTags(properties) }));
    return handler.made(domainName, async () => {
      await changeEntries(handler, domainName, [], entriesOf(properties));
      return provisioned(handler, domainName);
    });
  },

  async update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    const handler = new NativeHandler(context, TYPE_NAME);
    await updateTags(handler, physicalId, properties, old);
    await changeEntries(handler, physicalId, entriesOf(old), entriesOf(properties));
    return provisioned(handler, physicalId);
  },

  async delete(context: ResourceContext, domainName: string): Promise<void> {
    await new NativeHandler(context, TYPE_NAME).find('DeleteDomain', { domainName });
  },
};

function entriesOf(properties: Properties): Entry[] {
  const entries = (properties.DomainEntries ?? []) as Properties[];
  return entries.map((entry) => compact({
    name: text(entry, 'Name'), type: text(entry, 'Type'), target: text(entry, 'Target'), isAlias: flag(entry, 'IsAlias'),
  }) as unknown as Entry);
}

/** What goes makes room first: a name has one CNAME record. Those that Lightsail made itself stay. */
async function changeEntries(handler: NativeHandler, domainName: string, old: readonly Entry[], wanted: readonly Entry[]): Promise<void> {
  const isIn = (entries: readonly Entry[]) => (entry: Entry) => entries.some((other) => key(other) === key(entry));
  const isNew = isIn(wanted);
  const isOld = isIn(old);
  for (const entry of old) if (!isNew(entry)) await handler.find('DeleteDomainEntry', { domainName, domainEntry: entry });
  for (const entry of wanted) if (!isOld(entry)) await handler.call('CreateDomainEntry', { domainName, domainEntry: entry });
}

function key({ name, type, target, isAlias = false }: Entry): string {
  return JSON.stringify([name, type, target, isAlias]);
}

async function provisioned(handler: NativeHandler, domainName: string): Promise<Provisioned> {
  const domain = (await handler.call('GetDomain', { domainName })).domain as CommonOutput;
  return { physicalId: domainName, attributes: { ...commonAttributes(domain), Arn: domain.arn } };
}
