import { OWNERSHIP_TAG_PREFIX } from '../../src/provider/ownership-contract';
import { MAX_TIMEOUT_SECONDS } from '../../src/provider/timeout-contract';
import { RequestError } from '../engine/plan';
import type { Tags } from '../lightsail/ownership';
import { isObject } from '../shapes';

/** What CloudFormation itself adds to the properties. */
const CLOUDFORMATION_PROPERTIES = ['ServiceToken', 'ServiceTimeout'];

/** Lightsail takes 50 tags; five are the library's own. */
const MAX_TAGS = 45;

/**
 * The properties of a custom resource, read once, at the edge. Scalars arrive as strings, whatever they were in the
 * template. Each reading method names what it got, what was expected, and what to do.
 */
export class Properties {
  private readonly known = new Set(CLOUDFORMATION_PROPERTIES);
  private readonly groups: Properties[] = [];

  private readonly values: Readonly<Record<string, unknown>>;

  constructor(values: unknown, private readonly resourceType: string) {
    this.values = isObject(values) ? values : {};
  }

  optionalText(name: string): string | undefined {
    this.known.add(name);
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object') throw this.unexpected(name, value, 'a text');
    return String(value);
  }

  text(name: string): string {
    const value = this.optionalText(name);
    if (!value) throw this.unexpected(name, value, 'a text');
    return value;
  }

  /** `usual`: what stands for a property that is absent. */
  choice<T extends string>(name: string, choices: readonly T[], usual?: T): T {
    const value = this.has(name) ? this.text(name) : usual ?? this.text(name);
    const found = choices.find((choice) => choice === value);
    if (!found) throw this.unexpected(name, value, `one of ${choices.join(', ')}`);
    return found;
  }

  integer(name: string, min: number, max: number): number {
    const value = this.text(name);
    const number = Number(value);
    if (!/^-?\d+$/.test(value) || number < min || number > max) throw this.unexpected(name, value, `a whole number from ${min} to ${max}`);
    return number;
  }

  /** `"false"` is a text with something in it: only what is spelt out counts. */
  flag(name: string): boolean {
    const value = this.text(name);
    if (value !== 'true' && value !== 'false') throw this.unexpected(name, value, 'true or false');
    return value === 'true';
  }

  has(name: string): boolean {
    this.known.add(name);
    return this.values[name] !== undefined && this.values[name] !== null;
  }

  optionalInteger(name: string, min: number, max: number): number | undefined {
    return this.has(name) ? this.integer(name, min, max) : undefined;
  }

  optionalFlag(name: string): boolean | undefined {
    return this.has(name) ? this.flag(name) : undefined;
  }

  /** How long the request may take. */
  timeoutSeconds(usual: number): number {
    return this.optionalInteger('TimeoutSeconds', 1, MAX_TIMEOUT_SECONDS) ?? usual;
  }

  optionalTexts(name: string): string[] | undefined {
    return this.optionalList(name)?.map((item) => {
      if (typeof item === 'object') throw this.unexpected(name, item, 'a list of texts');
      return String(item);
    });
  }

  /** Properties within a property: a reader of their own, which `finish` looks at too. */
  optionalGroup(name: string): Properties | undefined {
    return this.has(name) ? this.groupOf(name, this.values[name]) : undefined;
  }

  group(name: string): Properties {
    return this.optionalGroup(name) ?? this.groupOf(name, undefined);
  }

  optionalGroups(name: string): Properties[] | undefined {
    return this.optionalList(name)?.map((item) => this.groupOf(name, item));
  }

  tags(name: string): Tags {
    this.known.add(name);
    const value = this.values[name] ?? [];
    if (!Array.isArray(value)) throw this.unexpected(name, value, 'a list of tags');
    if (value.length > MAX_TAGS) throw this.unexpected(name, `${value.length} tags`, `at most ${MAX_TAGS} tags`);
    return Object.fromEntries(value.map((tag: unknown) => this.tag(name, tag)));
  }

  /** Call it when every property has been read: what is left over was meant to do something. */
  finish(): void {
    for (const group of this.groups) group.finish();
    const unknown = Object.keys(this.values).filter((name) => !this.known.has(name));
    if (unknown.length === 0) return;
    const known = [...this.known].filter((name) => !CLOUDFORMATION_PROPERTIES.includes(name));
    throw new RequestError(
      `Unknown ${unknown.length > 1 ? 'properties' : 'property'} ${unknown.join(', ')} of ${this.resourceType}; known: ${known.join(', ')}. `
      + 'The template comes from an older or newer version of cdk-lightsail than the function: deploy both with the same version.',
    );
  }

  private optionalList(name: string): unknown[] | undefined {
    if (!this.has(name)) return undefined;
    const value = this.values[name];
    if (!Array.isArray(value)) throw this.unexpected(name, value, 'a list');
    return value;
  }

  private groupOf(name: string, value: unknown): Properties {
    if (!isObject(value)) throw this.unexpected(name, value, 'properties of its own');
    const group = new Properties(value, `${this.resourceType}.${name}`);
    this.groups.push(group);
    return group;
  }

  private tag(name: string, tag: unknown): [string, string] {
    if (!isObject(tag) || typeof tag.Key !== 'string' || tag.Key === '') {
      throw this.unexpected(name, tag, 'tags with a Key and a Value');
    }
    const { Key: key, Value: value = '' } = tag;
    const reserved = [OWNERSHIP_TAG_PREFIX, 'aws:'].find((prefix) => key.startsWith(prefix));
    if (reserved) throw this.unexpected(name, tag.Key, `tag keys that do not begin with '${reserved}', which is reserved`);
    return [key, String(value)];
  }

  private unexpected(name: string, got: unknown, expected: string): RequestError {
    const shown = got === undefined ? 'nothing' : JSON.stringify(got).slice(0, 200);
    return new RequestError(`The property ${name} of ${this.resourceType}: got ${shown}, expected ${expected}. Correct the template and deploy again.`);
  }
}
