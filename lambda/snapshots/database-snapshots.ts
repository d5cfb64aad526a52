import {
  CreateRelationalDatabaseSnapshotCommand, DeleteRelationalDatabaseSnapshotCommand, GetRelationalDatabaseCommand,
  GetRelationalDatabaseSnapshotCommand, GetRelationalDatabaseSnapshotsCommand, type RelationalDatabaseSnapshot,
} from '@aws-sdk/client-lightsail';
import type { NewSnapshot, Snapshot, SnapshotApi, SnapshotSource } from './snapshot-api';
import type { LightsailClients } from '../lightsail/client';
import { unlessNotFound } from '../lightsail/not-found';
import { type OperationStatus, operationStatus } from '../lightsail/operations';
import { allPages } from '../lightsail/paging';
import { fromTagList, toTagList } from '../lightsail/tagging';

export class DatabaseSnapshots implements SnapshotApi {
  constructor(private readonly lightsail: LightsailClients) {}

  async sourceState({ name }: SnapshotSource): Promise<string | undefined> {
    const answer = await unlessNotFound(this.lightsail.read.send(new GetRelationalDatabaseCommand({ relationalDatabaseName: name })));
    return answer?.relationalDatabase && (answer.relationalDatabase.state ?? 'unknown');
  }

  async create({ name, source, tags }: NewSnapshot): Promise<OperationStatus[]> {
    const { operations = [] } = await this.lightsail.change.send(new CreateRelationalDatabaseSnapshotCommand({
      relationalDatabaseName: source.name, relationalDatabaseSnapshotName: name, tags: toTagList(tags),
    }));
    return operations.map(operationStatus);
  }

  async get(name: string): Promise<Snapshot | undefined> {
    const answer = await unlessNotFound(this.lightsail.read.send(new GetRelationalDatabaseSnapshotCommand({ relationalDatabaseSnapshotName: name })));
    return answer?.relationalDatabaseSnapshot && read(answer.relationalDatabaseSnapshot);
  }

  async list(): Promise<Snapshot[]> {
    return allPages(async (pageToken) => {
      const page = await this.lightsail.read.send(new GetRelationalDatabaseSnapshotsCommand({ pageToken }));
      return { items: page.relationalDatabaseSnapshots?.map(read), nextPageToken: page.nextPageToken };
    });
  }

  async delete(name: string): Promise<OperationStatus[]> {
    const { operations = [] } = await this.lightsail.change.send(
      new DeleteRelationalDatabaseSnapshotCommand({ relationalDatabaseSnapshotName: name }),
    );
    return operations.map(operationStatus);
  }
}

function read(snapshot: RelationalDatabaseSnapshot): Snapshot {
  return {
    name: snapshot.name ?? '',
    arn: snapshot.arn ?? '',
    state: snapshot.state ?? 'unknown',
    sizeInGb: snapshot.sizeInGb,
    createdAt: snapshot.createdAt,
    sourceName: snapshot.fromRelationalDatabaseName,
    sourceNames: { database: snapshot.fromRelationalDatabaseName },
    sourceArn: snapshot.fromRelationalDatabaseArn,
    engine: snapshot.engine,
    engineVersion: snapshot.engineVersion,
    tags: fromTagList(snapshot.tags),
  };
}
