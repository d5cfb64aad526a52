import { createHash } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import type { JsonObject } from '../../../core/json';
import { invalidInput } from '../errors';

/** A DNS record of a domain. */
export interface DomainEntry {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly target: string;
  readonly isAlias: boolean;
}

/** As a request has it. */
export type EntryInput = { readonly [member in keyof DomainEntry]?: DomainEntry[member] } & { readonly options?: unknown };

const TYPES = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'SOA', 'SRV', 'TXT'];

/** The records that every domain has: who answers for it. */
export function firstEntries(domain: string): DomainEntry[] {
  const number = (salt: string, limit: number) => createHash('sha256').update(`${domain} ${salt}`).digest().readUInt32BE() % limit;
  const servers = ['com', 'net', 'org', 'co.uk'].map((suffix, index) => `ns-${number(suffix, 512) + 512 * index}.awsdns-${String(number(`${suffix}2`, 64)).padStart(2, '0')}.${suffix}`);
  return [
    ...servers.map((target) => newEntry({ name: domain, type: 'NS', target })),
    newEntry({ name: domain, type: 'SOA', target: `${servers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400` }),
  ];
}

/** The entry that a request describes, checked against the others of its domain. */
export function checkedEntry(domain: string, input: EntryInput, others: readonly DomainEntry[]): DomainEntry {
  const { name, type, target, isAlias = false } = input;
  if (name === undefined || type === undefined || target === undefined) throw invalidInput('A domain entry has a name, a type and a target.');
  if (!TYPES.includes(type)) throw invalidInput(`The type of a domain entry must be one of ${TYPES.join(', ')}; it is ${type}.`);
  if (name !== domain && !name.endsWith(`.${domain}`)) throw invalidInput(`The domain entry ${name} does not belong to the domain ${domain}.`);
  if (!isAlias && type === 'A' && !isIPv4(target)) throw invalidInput(`The target of an A record must be an IPv4 address; it is ${target}.`);
  if (!isAlias && type === 'AAAA' && !isIPv6(target)) throw invalidInput(`The target of an AAAA record must be an IPv6 address; it is ${target}.`);
  if (isAlias && !['A', 'AAAA'].includes(type)) throw invalidInput(`Only A and AAAA records can be an alias; this one is of the type ${type}.`);
  const entry = newEntry({ name, type, target, isAlias });
  if (others.some((other) => sameEntry(other, entry))) throw invalidInput(`The domain entry exists already: ${name}, ${type}, ${target}.`);
  const sameName = others.filter((other) => other.name === name);
  if (type === 'CNAME' ? sameName.length > 0 : sameName.some((other) => other.type === 'CNAME')) {
    throw invalidInput(`A CNAME record must be the only record of its name: ${name}.`);
  }
  return entry;
}

/** What a request that changes or removes an entry means: by its id, or else by what it is. */
export function isMeant(entry: DomainEntry, input: EntryInput): boolean {
  return input.id === undefined ? sameEntry(entry, input) : entry.id === input.id;
}

export function toJson(entries: readonly DomainEntry[]): JsonObject[] {
  return entries.map((entry) => ({ ...entry }));
}

function sameEntry(one: EntryInput, other: EntryInput): boolean {
  return one.name === other.name && one.type === other.type && one.target === other.target;
}

/** Its id is a whole number, as AWS's are. */
function newEntry({ name, type, target, isAlias = false }: Omit<DomainEntry, 'id' | 'isAlias'> & { readonly isAlias?: boolean }): DomainEntry {
  const id = String(createHash('sha256').update(`${name} ${type} ${target}`).digest().readInt32BE());
  return { id, name, type, target, isAlias };
}
