import {
  DeleteDiskCommand, DeleteInstanceCommand, DeleteRelationalDatabaseCommand, GetDiskCommand, GetInstanceCommand, GetRelationalDatabaseCommand,
  type Operation, type Tag,
} from '@aws-sdk/client-lightsail';
import type { SnapshotSource } from './snapshot-api';
import type { LightsailClients } from '../lightsail/client';
import { unlessNotFound } from '../lightsail/not-found';
import { type OperationStatus, operationStatus } from '../lightsail/operations';
import type { Tags } from '../lightsail/ownership';
import { fromTagList } from '../lightsail/tagging';

/** A database, an instance or a disk that may be deleted. */
export interface FinalSource {
  readonly arn: string;
  readonly state: string;
  readonly tags: Tags;
  /** The instance that a disk is attached to. */
  readonly attachedTo?: string;
}

/** Lightsail's calls for the sources of final snapshots. */
export interface FinalSources {
  /** Undefined: it is gone. */
  find(source: SnapshotSource): Promise<FinalSource | undefined>;
  /** Makes no snapshot: there must be one. */
  delete(source: SnapshotSource): Promise<OperationStatus[]>;
}

export class LightsailFinalSources implements FinalSources {
  constructor(private readonly lightsail: LightsailClients) {}

  async find(source: SnapshotSource): Promise<FinalSource | undefined> {
    const found = await unlessNotFound(this.get(source));
    return found && {
      arn: found.arn ?? '',
      state: (typeof found.state === 'object' ? found.state.name : found.state) ?? 'unknown',
      tags: fromTagList(found.tags),
      attachedTo: found.isAttached ? found.attachedTo : undefined,
    };
  }

  async delete(source: SnapshotSource): Promise<OperationStatus[]> {
    const { operations = [] } = await this.send(source);
    return operations.map(operationStatus);
  }

  private send({ kind, name }: SnapshotSource): Promise<{ operations?: Operation[] }> {
    switch (kind) {
      // Lightsail could take the final snapshot itself, but without tags: nothing would distinguish it from another one of that
      // name, and whether it succeeded would be known only after the database is gone.
      case 'database': return this.lightsail.change.send(new DeleteRelationalDatabaseCommand({ relationalDatabaseName: name, skipFinalSnapshot: true }));
      // With its add-ons (automatic snapshots), as CloudFormation does it: otherwise they would keep it from being deleted.
      case 'instance':
      case 'system-disk': return this.lightsail.change.send(new DeleteInstanceCommand({ instanceName: name, forceDeleteAddOns: true }));
      case 'disk': return this.lightsail.change.send(new DeleteDiskCommand({ diskName: name, forceDeleteAddOns: true }));
    }
  }

  private async get({ kind, name }: SnapshotSource): Promise<Found | undefined> {
    switch (kind) {
      case 'database': return (await this.lightsail.read.send(new GetRelationalDatabaseCommand({ relationalDatabaseName: name }))).relationalDatabase;
      case 'instance':
      case 'system-disk': return (await this.lightsail.read.send(new GetInstanceCommand({ instanceName: name }))).instance;
      case 'disk': return (await this.lightsail.read.send(new GetDiskCommand({ diskName: name }))).disk;
    }
  }
}

interface Found {
  readonly arn?: string;
  /** An instance's is an object. */
  readonly state?: string | { readonly name?: string };
  readonly tags?: Tag[];
  readonly isAttached?: boolean;
  readonly attachedTo?: string;
}
