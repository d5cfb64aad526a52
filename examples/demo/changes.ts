import type { Cloud } from 'cdk-local-cloud/engine';
import pc from 'picocolors';

/** What Lightsail has, by region, kind and name, in the order of its creation. */
export function lightsailResources({ lightsail }: Cloud): ReadonlyMap<string, string> {
  return new Map(lightsail.regions().flatMap((region) => lightsail.inventory(region).map(({ kind, name, state }) => [
    // An alarm's state follows what is measured: the acts change its setting only.
    `${region.padEnd(REGION_WIDTH)}  ${kind.padEnd(KIND_WIDTH)}  ${name}`, kind === 'Alarm' ? '' : state,
  ])));
}

const REGION_WIDTH = 'eu-central-1'.length;
const KIND_WIDTH = 'RelationalDatabaseSnapshot'.length;

/** What came, what went and what is in another state, a line each. */
export function drawChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [
    ...[...before].filter(([name]) => !after.has(name)).map(([name]) => pc.yellow(`- ${name}`)),
    ...[...after].filter(([name, state]) => before.get(name) !== state).map(([name, state]) => (before.has(name)
      ? `~ ${name}  ${pc.dim(`${before.get(name)} →`)} ${state}`
      : pc.green(`+ ${name}  ${state}`))),
  ];
}
