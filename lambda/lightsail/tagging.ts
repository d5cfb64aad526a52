import { type Tag, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-lightsail';
import type { LightsailClients } from './client';
import type { Tags } from './ownership';

export interface Tagging {
  set(resourceName: string, tags: Tags): Promise<void>;
  remove(resourceName: string, keys: readonly string[]): Promise<void>;
}

export class LightsailTagging implements Tagging {
  constructor(private readonly lightsail: LightsailClients) {}

  async set(resourceName: string, tags: Tags): Promise<void> {
    await this.lightsail.change.send(new TagResourceCommand({ resourceName, tags: toTagList(tags) }));
  }

  async remove(resourceName: string, keys: readonly string[]): Promise<void> {
    await this.lightsail.change.send(new UntagResourceCommand({ resourceName, tagKeys: [...keys] }));
  }
}

/** Lightsail has tags that are only a key: they are the ones without a value. */
export function toTagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([key, value]) => (value === '' ? { key } : { key, value }));
}

export function fromTagList(tags: readonly Tag[] | undefined): Tags {
  return Object.fromEntries((tags ?? []).map(({ key, value }) => [key ?? '', value ?? '']));
}
