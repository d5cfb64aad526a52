import { createHash } from 'crypto';
import { doesNotExist, nameInUse } from './errors';
import { GONE, lightsailState, type RegionState, type ResourceKind, stateAt, type StoredResource } from './state';
import type { Account } from '../../core/account';
import type { JsonObject } from '../../core/json';
import { NotSupportedError } from '../../core/service';

/** What a Region holds at this moment: names, ids and look-ups. */
export class Region {
  readonly state: RegionState;

  constructor(readonly account: Account, readonly name: string) {
    const { regions } = lightsailState(account);
    this.state = regions[name] ??= { resources: {}, operations: [] };
    const now = account.clock.now();
    for (const resource of Object.values(this.state.resources)) {
      if (stateAt(resource, now) === GONE) delete this.state.resources[resource.name];
    }
  }

  get now(): number {
    return this.account.clock.now();
  }

  find(kind: ResourceKind, name: string): StoredResource | undefined {
    const resource = Object.hasOwn(this.state.resources, name) ? this.state.resources[name] : undefined;
    return resource?.kind === kind ? resource : undefined;
  }

  get(kind: ResourceKind, name: string): StoredResource {
    const resource = this.find(kind, name);
    if (!resource) throw doesNotExist(kind, name);
    return resource;
  }

  /** In the order of their ids, which says nothing about their age. */
  all(kind: ResourceKind): StoredResource[] {
    return Object.values(this.state.resources)
      .filter((resource) => resource.kind === kind)
      .sort((one, other) => one.arn.localeCompare(other.arn));
  }

  stateOf(resource: StoredResource): string {
    return stateAt(resource, this.now);
  }

  checkFree(...names: string[]): void {
    const taken = names.filter((name, index) => Object.hasOwn(this.state.resources, name) || names.indexOf(name) < index);
    if (taken.length > 0) throw nameInUse(taken.join(', '));
  }

  /** Adds a resource, without a state yet. Its name must be free. */
  add(kind: ResourceKind, name: string, options: NewResource): StoredResource {
    // Lightsail's patterns allow it, a JavaScript object does not: it would be lost.
    if (name === '__proto__') throw new NotSupportedError(`a resource named ${name}`, 'Choose another name.');
    this.checkFree(name);
    const id = this.newId();
    const resource: StoredResource = {
      kind,
      name,
      arn: `arn:aws:lightsail:${this.name}:${this.account.id}:${kind}/${id}`,
      supportCode: `${this.account.id}/${supportCodePrefix(kind)}-${id.replaceAll('-', '').slice(0, 17)}`,
      createdAt: this.now,
      availabilityZone: options.availabilityZone ?? 'all',
      tags: options.tags,
      phases: [],
      details: options.details,
      ...options.hidden && { hidden: options.hidden },
    };
    this.state.resources[name] = resource;
    return resource;
  }

  /** A UUID that depends on nothing but what happened before in the account. */
  newId(): string {
    const hex = createHash('sha256').update(`${this.account.id} ${lightsailState(this.account).nextId++}`).digest('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
  }
}

interface NewResource {
  /** Absent: it belongs to the whole Region. */
  readonly availabilityZone?: string;
  readonly tags: Record<string, string | null>;
  readonly details: JsonObject;
  readonly hidden?: JsonObject;
}

function supportCodePrefix(kind: ResourceKind): string {
  switch (kind) {
    case 'Instance': return 'i';
    case 'InstanceSnapshot': return 'ami';
    case 'Disk': return 'vol';
    case 'DiskSnapshot': return 'snap';
    case 'RelationalDatabase': return 'ls';
    case 'RelationalDatabaseSnapshot': return 'ls-snap';
    case 'Alarm': return 'alarm';
    case 'ContactMethod': return 'contact';
    case 'LoadBalancer': return 'lb';
    case 'Distribution': return 'cdn';
    case 'Certificate': return 'cert';
    case 'Bucket': return 'bucket';
    case 'ContainerService': return 'cs';
    case 'StaticIp': return 'ip';
    case 'KeyPair': return 'key';
    case 'Domain': return 'zone';
  }
}
