import {
  GetRelationalDatabaseCommand, type RelationalDatabase, StartRelationalDatabaseCommand,
  StopRelationalDatabaseCommand,
} from '@aws-sdk/client-lightsail';
import type { LightsailClients } from '../lightsail/client';
import { unlessNotFound } from '../lightsail/not-found';
import { type Operations, type OperationStatus, operationStatus } from '../lightsail/operations';
import type { Tags } from '../lightsail/ownership';
import { fromTagList, type Tagging } from '../lightsail/tagging';
import type { SnapshotTaking } from '../snapshots/snapshot-api';

/** A database, as far as its schedules need to know it. */
export interface Database {
  readonly name: string;
  readonly state: string;
  readonly tags: Tags;
}

/** Lightsail's calls for databases. Undefined is what is not there; everything else that fails throws. */
export interface Databases {
  get(name: string): Promise<Database | undefined>;
  start(name: string): Promise<OperationStatus[]>;
  stop(name: string): Promise<OperationStatus[]>;
}

/** What the plans for databases call. */
export interface DatabaseDependencies {
  readonly databases: Databases;
  readonly operations: Operations;
  readonly tagging: Tagging;
  /** For snapshots of databases. */
  readonly snapshots: SnapshotTaking;
}

export class LightsailDatabases implements Databases {
  constructor(private readonly lightsail: LightsailClients) {}

  async get(name: string): Promise<Database | undefined> {
    const answer = await unlessNotFound(this.lightsail.read.send(new GetRelationalDatabaseCommand({ relationalDatabaseName: name })));
    return answer?.relationalDatabase && read(answer.relationalDatabase);
  }

  async start(name: string): Promise<OperationStatus[]> {
    const { operations = [] } = await this.lightsail.change.send(new StartRelationalDatabaseCommand({ relationalDatabaseName: name }));
    return operations.map(operationStatus);
  }

  async stop(name: string): Promise<OperationStatus[]> {
    const { operations = [] } = await this.lightsail.change.send(new StopRelationalDatabaseCommand({ relationalDatabaseName: name }));
    return operations.map(operationStatus);
  }
}

function read(database: RelationalDatabase): Database {
  return { name: database.name ?? '', state: database.state ?? 'unknown', tags: fromTagList(database.tags) };
}
