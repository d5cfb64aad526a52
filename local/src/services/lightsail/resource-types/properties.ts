import type { Properties } from '../../../core/resource-type';
import { NotSupportedError } from '../../../core/service';
import type { Input } from '../request';
import type { NativeHandler } from './native-handler';

export function text(properties: Properties, name: string): string {
  return String(properties[name]);
}

/** A text, or nothing. */
export function optionalText(properties: Properties, name: string): string | undefined {
  return properties[name] === undefined ? undefined : text(properties, name);
}

/** A template may spell a boolean as a text. */
export function flag(properties: Properties, name: string): boolean | undefined {
  return properties[name] === undefined ? undefined : String(properties[name]) === 'true';
}

/** Members that have a value. */
export function compact(input: Input): Input {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

export function requestTags(properties: Properties): Array<{ key: string; value?: string }> | undefined {
  const tags = properties.Tags as Array<{ Key: string; Value?: string }> | undefined;
  return tags?.map(({ Key: key, Value: value }) => ({ key, ...value !== undefined && { value } }));
}

export function refuse(typeName: string, properties: Properties, ...names: string[]): void {
  for (const name of names) if (properties[name] !== undefined) throw new NotSupportedError(`the property ${name} of ${typeName}`);
}

/** Brings the tags of a resource in line with the template. */
export async function updateTags(handler: NativeHandler, resourceName: string, properties: Properties, old: Properties): Promise<void> {
  const wanted = requestTags(properties) ?? [];
  const before = requestTags(old) ?? [];
  const removed = before.filter(({ key }) => !wanted.some((tag) => tag.key === key)).map(({ key }) => key);
  const changed = wanted.filter((tag) => !before.some((other) => other.key === tag.key && other.value === tag.value));
  if (removed.length > 0) await handler.call('UntagResource', { resourceName, tagKeys: removed });
  if (changed.length > 0) await handler.call('TagResource', { resourceName, tags: changed });
}

/** What the API tells of every resource. */
export interface CommonOutput {
  readonly arn: string;
  readonly supportCode: string;
  readonly createdAt: Date;
  readonly resourceType: string;
  readonly location: { readonly availabilityZone: string; readonly regionName: string };
}

/** The attributes that the newer types have in common. */
export function commonAttributes({ supportCode, createdAt, resourceType, location }: CommonOutput): Record<string, unknown> {
  return {
    'CreatedAt': createdAt.toISOString(),
    'ResourceType': resourceType,
    'SupportCode': supportCode,
    'Location': { AvailabilityZone: location.availabilityZone, RegionName: location.regionName },
    'Location.AvailabilityZone': location.availabilityZone,
    'Location.RegionName': location.regionName,
  };
}
