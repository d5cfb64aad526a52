import { NotSupportedError } from '../../../core/service';
import { validationError } from '../errors';
import { isObject } from './values';

const PATTERN = /\{\{resolve:([^:}]+):([^}]*)\}\}/g;

/** Where dynamic references are looked up. Nothing: there is no such thing. */
export interface ReferenceLookups {
  ssmParameter(name: string): string | undefined;
  secret(reference: string): string | undefined;
}

/** Refuses, before anything is touched, the kinds of `{{resolve:…}}` that this engine cannot look up. */
export function refuseUnknownReferences(text: string): void {
  for (const [, service] of text.matchAll(PATTERN)) {
    if (service !== 'ssm' && service !== 'secretsmanager') throw new NotSupportedError(`the dynamic reference {{resolve:${service ?? ''}:…}}`);
  }
}

/** Puts the values of parameters and secrets in the place of `{{resolve:…}}`, anywhere in a value. */
export function resolveReferences(value: unknown, lookups: ReferenceLookups): unknown {
  if (typeof value === 'string') {
    refuseUnknownReferences(value);
    return value.replaceAll(PATTERN, (_, service: string, name: string) => (service === 'ssm' ? parameter(name, lookups) : secret(name, lookups)));
  }
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, lookups));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveReferences(item, lookups)]));
}

function parameter(name: string, lookups: ReferenceLookups): string {
  // Parameters here have one version, the current one.
  if (name.includes(':')) throw new NotSupportedError(`a version in {{resolve:ssm:${name}}}`);
  const found = lookups.ssmParameter(name);
  if (found === undefined) throw validationError(`Unable to fetch parameters [${name}] from parameter store for this account.`);
  return found;
}

function secret(reference: string, lookups: ReferenceLookups): string {
  const found = lookups.secret(reference);
  if (found === undefined) throw validationError(`Could not find a value associated with the secret ${reference}`);
  return found;
}
