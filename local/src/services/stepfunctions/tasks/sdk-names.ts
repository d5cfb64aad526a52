import type { Json } from '../../../core/json';

/** Members whose own members are names that users choose. */
const MAPS = [
  'attachedDiskMapping', 'configurationOptions', 'containers', 'environment', 'options', 'ports', 'publicDomainNames', 'tags',
];

/** In Step Functions every member begins with a capital, whatever the service's API says. */
export function capitalized(value: Json): Json {
  return renamed(value, (name) => name.charAt(0).toUpperCase() + name.slice(1));
}

/** The other way round, for services whose members begin with small letters. */
export function uncapitalized(value: Json): Json {
  return renamed(value, (name) => name.charAt(0).toLowerCase() + name.slice(1));
}

function renamed(value: Json, rename: (name: string) => string): Json {
  if (Array.isArray(value)) return value.map((member) => renamed(member, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) =>
    [rename(name), isMap(name, member) ? mapped(member, rename) : renamed(member, rename)]));
}

function isMap(name: string, value: Json): value is { [key: string]: Json } {
  return MAPS.includes(name.charAt(0).toLowerCase() + name.slice(1)) && typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapped(map: { [key: string]: Json }, rename: (name: string) => string): Json {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, renamed(value, rename)]));
}
