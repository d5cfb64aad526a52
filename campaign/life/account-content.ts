import { type Cloud, lightsailState } from 'cdk-local-cloud/engine';
import { HOME_REGION, REGION } from './life';
import { OwnershipTag } from '../../src/provider/ownership-contract';

type Description = Readonly<Record<string, unknown>>;

/** One thing that Lightsail holds. */
export interface Held {
  readonly region: string;
  readonly kind: string;
  readonly name: string;
  readonly state: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  /** Of a snapshot. */
  readonly source?: string;
  /** The logical id of what made it. */
  readonly madeBy?: string;
}

const SOURCE_MEMBERS = ['fromRelationalDatabaseName', 'fromInstanceName', 'fromDiskName'];

/** Everything that Lightsail holds, in all Regions. */
export function everythingHeld({ account, lightsail }: Cloud): Held[] {
  return lightsail.regions().flatMap((region) => lightsail.inventory(region).map(({ kind, name, state, tags, createdAt }) => {
    const { details } = lightsailState(account).regions[region].resources[name];
    const source = SOURCE_MEMBERS.map((member) => details[member]).find((value) => typeof value === 'string');
    return {
      region,
      kind,
      name,
      state,
      tags,
      createdAt: createdAt.getTime(),
      ...typeof source === 'string' && { source },
      ...OwnershipTag.RESOURCE in tags && { madeBy: tags[OwnershipTag.RESOURCE] },
    };
  }));
}

/** The tags that are the user's. */
export function userTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('cdk-lightsail:') && !key.startsWith('aws:')));
}

export function alarms(cloud: Cloud): Description[] {
  return (cloud.lightsail.instantly(REGION, 'GetAlarms', {}) as { alarms: Description[] }).alarms;
}

export function contactMethods(cloud: Cloud): Description[] {
  return (cloud.lightsail.instantly(REGION, 'GetContactMethods', {}) as { contactMethods: Description[] }).contactMethods;
}

export function distributions(cloud: Cloud): Description[] {
  const get = (input: Readonly<Record<string, unknown>>) => (
    cloud.lightsail.instantly(HOME_REGION, 'GetDistributions', input) as { distributions: Description[] }
  ).distributions;
  // A list leaves out what only the description of one distribution has.
  return get({}).flatMap(({ name }) => get({ distributionName: name }));
}
