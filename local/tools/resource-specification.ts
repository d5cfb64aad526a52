import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

type Members = readonly [properties: readonly string[], attributes: readonly string[]];

/** CloudFormation's types: with their properties and attributes in services that the local cloud has, by name in others. */
export function resourceSpecification(services: ReadonlySet<string>): string {
  const detailed = new Map<string, Members>();
  const named = new Map<string, string[]>();
  for (const { cloudFormationType, properties, attributes } of loadAwsServiceSpecSync().all('resource')) {
    const [, service = '', name = ''] = cloudFormationType.split('::');
    if (services.has(service)) detailed.set(cloudFormationType, [Object.keys(properties).sort(), Object.keys(attributes).sort()]);
    else named.set(service, [...named.get(service) ?? [], name].sort());
  }
  return `{\n"detailed": ${lines(detailed)},\n"named": ${lines(named)}\n}\n`;
}

/** The services of these types: `Lambda` of `AWS::Lambda::Function`. */
export function servicesOf(typeNames: Iterable<string>): Set<string> {
  return new Set([...typeNames].map((name) => name.split('::')[1] ?? ''));
}

/** A line for each member, so that a new version shows what it changes. */
function lines(members: ReadonlyMap<string, unknown>): string {
  const sorted = [...members].sort(([one], [other]) => (one < other ? -1 : 1));
  return `{\n${sorted.map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(',\n')}\n}`;
}
