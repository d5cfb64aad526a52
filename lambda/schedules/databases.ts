import {
  GetRelationalDatabaseCommand, GetRelationalDatabasesCommand, type RelationalDatabase, StartRelationalDatabaseCommand,
  StopRelationalDatabaseCommand,
} from '@aws-sdk/client-lightsail';
import type { LightsailClients } from '../lightsail/client';
import { unlessNotFound } from '../lightsail/not-found';
import { type OperationStatus, operationStatus } from '../lightsail/operations';
import type { Tags } from '../lightsail/ownership';
import { allPages } from '../lightsail/paging';
import { fromTagList } from '../lightsail/tagging';

/** A database, as far as its schedules need to know it. */
export interface Database {
  readonly name: string;
  readonly state: string;
  readonly tags: Tags;
}

/** Lightsail's calls for databases. Undefined is what is not there; everything else that fails throws. */
export interface Databases {
  get(name: string): Promise<Database | undefined>;
  /** All pages. */
  list(): Promise<Database[]>;
  start(name: string): Promise<OperationStatus[]>;
  stop(name: string): Promise<OperationStatus[]>;
}

export class LightsailDatabases implements Databases {
  constructor(private readonly lightsail: LightsailClients) {}

  async get(name: string): Promise<Database | undefined> {
    const answer = await unlessNotFound(this.lightsail.read.send(new GetRelationalDatabaseCommand({ relationalDatabaseName: name })));
    return answer?.relationalDatabase && read(answer.relationalDatabase);
  }

  async list(): Promise<Database[]> {
    return allPages(async (pageToken) => {
      const page = await this.lightsail.read.send(new GetRelationalDatabasesCommand({ pageToken }));
      return { items: page.relationalDatabases?.map(read), nextPageToken: page.nextPageToken };
    });
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
