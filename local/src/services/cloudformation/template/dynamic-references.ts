import { NotSupportedError } from '../../../core/service';
import { validationError } from '../errors';
import { isObject } from './values';

const PATTERN = /\{\{resolve:([^:}]+):([^}]*)\}\}/g;

/** Refuses, before anything is touched, the kinds of `{{resolve:…}}` that this engine cannot look up. */
export function refuseUnknownReferences(text: string): void {
  for (const [, service] of text.matchAll(PATTERN)) {
    if (service !== 'ssm') throw new NotSupportedError(`the dynamic reference {{resolve:${service ?? ''}:…}}`);
  }
}

/** Puts the parameter store's values in the place of `{{resolve:ssm:…}}`, anywhere in a value. */
export function resolveReferences(value: unknown, ssmParameter: (name: string) => string | undefined): unknown {
  if (typeof value === 'string') {
    refuseUnknownReferences(value);
    return value.replaceAll(PATTERN, (_, __, name: string) => {
      // Parameters here have one version, the current one.
      if (name.includes(':')) throw new NotSupportedError(`a version in {{resolve:ssm:${name}}}`);
      const found = ssmParameter(name);
      if (found === undefined) throw validationError(`Unable to fetch parameters [${name}] from parameter store for this account.`);
      return found;
    });
  }
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, ssmParameter));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveReferences(item, ssmParameter)]));
}
