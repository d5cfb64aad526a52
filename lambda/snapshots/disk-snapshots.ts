import {
  CreateDiskSnapshotCommand, DeleteDiskSnapshotCommand, type DiskSnapshot, GetDiskCommand, GetDiskSnapshotCommand, GetDiskSnapshotsCommand,
  GetInstanceCommand,
} from '@aws-sdk/client-lightsail';
import type { NewSnapshot, Snapshot, SnapshotApi, SnapshotSource } from './snapshot-api';
import type { LightsailClients } from '../lightsail/client';
import { unlessNotFound } from '../lightsail/not-found';
import { type OperationStatus, operationStatus } from '../lightsail/operations';
import { allPages } from '../lightsail/paging';
import { fromTagList, toTagList } from '../lightsail/tagging';

/** Snapshots of disks, and of the system disks of instances. */
export class DiskSnapshots implements SnapshotApi {
  constructor(private readonly lightsail: LightsailClients) {}

  async sourceState({ kind, name }: SnapshotSource): Promise<string | undefined> {
    if (kind === 'system-disk') {
      const answer = await unlessNotFound(this.lightsail.read.send(new GetInstanceCommand({ instanceName: name })));
      return answer?.instance && (answer.instance.state?.name ?? 'unknown');
    }
    const answer = await unlessNotFound(this.lightsail.read.send(new GetDiskCommand({ diskName: name })));
    return answer?.disk && (answer.disk.state ?? 'unknown');
  }

  async create({ name, source, tags }: NewSnapshot): Promise<OperationStatus[]> {
    const from = source.kind === 'system-disk' ? { instanceName: source.name } : { diskName: source.name };
    const { operations = [] } = await this.lightsail.change.send(
      new CreateDiskSnapshotCommand({ ...from, diskSnapshotName: name, tags: toTagList(tags) }),
    );
    return operations.map(operationStatus);
  }

  async get(name: string): Promise<Snapshot | undefined> {
    const answer = await unlessNotFound(this.lightsail.read.send(new GetDiskSnapshotCommand({ diskSnapshotName: name })));
    return answer?.diskSnapshot && read(answer.diskSnapshot);
  }

  async list(): Promise<Snapshot[]> {
    return allPages(async (pageToken) => {
      const page = await this.lightsail.read.send(new GetDiskSnapshotsCommand({ pageToken }));
      return { items: page.diskSnapshots?.map(read), nextPageToken: page.nextPageToken };
    });
  }

  async delete(name: string): Promise<OperationStatus[]> {
    const { operations = [] } = await this.lightsail.change.send(new DeleteDiskSnapshotCommand({ diskSnapshotName: name }));
    return operations.map(operationStatus);
  }
}

function read(snapshot: DiskSnapshot): Snapshot {
  return {
    name: snapshot.name ?? '',
    arn: snapshot.arn ?? '',
    state: snapshot.state ?? 'unknown',
    sizeInGb: snapshot.sizeInGb,
    createdAt: snapshot.createdAt,
    sourceName: snapshot.fromDiskName ?? snapshot.fromInstanceName,
    sourceNames: { 'disk': snapshot.fromDiskName, 'system-disk': snapshot.fromInstanceName },
    sourceArn: snapshot.fromDiskArn ?? snapshot.fromInstanceArn,
    tags: fromTagList(snapshot.tags),
  };
}
