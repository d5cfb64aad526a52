import {
  CreateInstanceSnapshotCommand, DeleteInstanceSnapshotCommand, GetInstanceCommand, GetInstanceSnapshotCommand, GetInstanceSnapshotsCommand,
  type InstanceSnapshot,
} from '@aws-sdk/client-lightsail';
import type { NewSnapshot, Snapshot, SnapshotApi, SnapshotSource } from './snapshot-api';
import type { LightsailClients } from '../lightsail/client';
import { unlessNotFound } from '../lightsail/not-found';
import { type OperationStatus, operationStatus } from '../lightsail/operations';
import { allPages } from '../lightsail/paging';
import { fromTagList, toTagList } from '../lightsail/tagging';

export class InstanceSnapshots implements SnapshotApi {
  constructor(private readonly lightsail: LightsailClients) {}

  async sourceState({ name }: SnapshotSource): Promise<string | undefined> {
    const answer = await unlessNotFound(this.lightsail.read.send(new GetInstanceCommand({ instanceName: name })));
    return answer?.instance && (answer.instance.state?.name ?? 'unknown');
  }

  async create({ name, source, tags }: NewSnapshot): Promise<OperationStatus[]> {
    const { operations = [] } = await this.lightsail.change.send(new CreateInstanceSnapshotCommand({
      instanceName: source.name, instanceSnapshotName: name, tags: toTagList(tags),
    }));
    return operations.map(operationStatus);
  }

  async get(name: string): Promise<Snapshot | undefined> {
    const answer = await unlessNotFound(this.lightsail.read.send(new GetInstanceSnapshotCommand({ instanceSnapshotName: name })));
    return answer?.instanceSnapshot && read(answer.instanceSnapshot);
  }

  async list(): Promise<Snapshot[]> {
    return allPages(async (pageToken) => {
      const page = await this.lightsail.read.send(new GetInstanceSnapshotsCommand({ pageToken }));
      return { items: page.instanceSnapshots?.map(read), nextPageToken: page.nextPageToken };
    });
  }

  async delete(name: string): Promise<OperationStatus[]> {
    const { operations = [] } = await this.lightsail.change.send(new DeleteInstanceSnapshotCommand({ instanceSnapshotName: name }));
    return operations.map(operationStatus);
  }
}

function read(snapshot: InstanceSnapshot): Snapshot {
  return {
    name: snapshot.name ?? '',
    arn: snapshot.arn ?? '',
    state: snapshot.state ?? 'unknown',
    sizeInGb: snapshot.sizeInGb,
    createdAt: snapshot.createdAt,
    sourceName: snapshot.fromInstanceName,
    sourceNames: { instance: snapshot.fromInstanceName },
    sourceArn: snapshot.fromInstanceArn,
    tags: fromTagList(snapshot.tags),
  };
}
