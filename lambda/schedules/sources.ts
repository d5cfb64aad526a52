import { GetDisksCommand, GetInstancesCommand, GetRelationalDatabasesCommand, type Tag } from '@aws-sdk/client-lightsail';
import type { ScheduleRequest, ScheduleTarget, ScheduleTargetTags } from '../../src/schedules/schedule-contract';
import type { LightsailClients } from '../lightsail/client';
import type { Tags } from '../lightsail/ownership';
import { allPages } from '../lightsail/paging';
import { fromTagList } from '../lightsail/tagging';

/** Something that carries tags. */
export interface Tagged {
  readonly name: string;
  readonly tags: Tags;
}

/** All resources of a kind in the region. */
export type ListSources = (kind: ScheduleTargetTags['Kind']) => Promise<Tagged[]>;

/** What a run is for: what is named, and what carries the tags at this moment. Each once. */
export async function resolveTargets(request: ScheduleRequest, list: ListSources): Promise<ScheduleTarget[]> {
  const found = [...request.Targets];
  for (const { Kind, Tags: wanted } of request.TargetTags) {
    for (const { name, tags } of await list(Kind)) {
      if (Object.entries(wanted).every(([key, value]) => tags[key] === value)) found.push({ Kind, Name: name });
    }
  }
  return found.filter(({ Kind, Name }, index) => found.findIndex((other) => other.Kind === Kind && other.Name === Name) === index);
}

export function lightsailSources(client: LightsailClients): ListSources {
  return (kind) => allPages(async (pageToken) => {
    switch (kind) {
      case 'database': {
        const { relationalDatabases, nextPageToken } = await client.read.send(new GetRelationalDatabasesCommand({ pageToken }));
        return { items: relationalDatabases?.map(tagged), nextPageToken };
      }
      case 'instance': {
        const { instances, nextPageToken } = await client.read.send(new GetInstancesCommand({ pageToken }));
        return { items: instances?.map(tagged), nextPageToken };
      }
      case 'disk': {
        const { disks, nextPageToken } = await client.read.send(new GetDisksCommand({ pageToken }));
        // The system disks of instances are listed, too; snapshots of them are asked for by the instance.
        return { items: disks?.filter(({ isSystemDisk }) => isSystemDisk !== true).map(tagged), nextPageToken };
      }
    }
  });
}

function tagged({ name, tags }: { readonly name?: string; readonly tags?: Tag[] }): Tagged {
  return { name: name ?? '', tags: fromTagList(tags) };
}
