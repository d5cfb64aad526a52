import { CopySnapshotCommand, type RegionName } from '@aws-sdk/client-lightsail';
import type { ScheduleTarget } from '../../src/schedules/schedule-contract';
import type { LightsailClients } from '../lightsail/client';
import { LightsailOperations, type Operations, type OperationStatus, operationStatus } from '../lightsail/operations';
import type { Tags } from '../lightsail/ownership';
import { LightsailTagging } from '../lightsail/tagging';
import { DiskSnapshots } from '../snapshots/disk-snapshots';
import { InstanceSnapshots } from '../snapshots/instance-snapshots';
import type { SnapshotApi } from '../snapshots/snapshot-api';

/** Copies of snapshots in other regions. */
export interface SnapshotCopies {
  /** The snapshots in that region. */
  snapshots(region: string): SnapshotApi;
  /** The operations in that region. */
  operations(region: string): Operations;
  copy(region: string, name: string): Promise<OperationStatus[]>;
  tag(region: string, name: string, tags: Tags): Promise<void>;
}

/** Of instances or of disks; Lightsail copies no snapshots of databases. */
export class LightsailSnapshotCopies implements SnapshotCopies {
  constructor(
    private readonly kind: Exclude<ScheduleTarget['Kind'], 'database'>,
    private readonly sourceRegion: string,
    private readonly client: (region: string) => LightsailClients,
  ) {}

  snapshots(region: string): SnapshotApi {
    return this.kind === 'instance' ? new InstanceSnapshots(this.client(region)) : new DiskSnapshots(this.client(region));
  }

  operations(region: string): Operations {
    return new LightsailOperations(this.client(region));
  }

  /** The copy has the name of what it is copied from. The call goes to the region of the copy. */
  async copy(region: string, name: string): Promise<OperationStatus[]> {
    const { operations = [] } = await this.client(region).change.send(new CopySnapshotCommand({
      // The client's list of regions is that of its day.
      sourceRegion: this.sourceRegion as RegionName, sourceSnapshotName: name, targetSnapshotName: name,
    }));
    return operations.map(operationStatus);
  }

  tag(region: string, name: string, tags: Tags): Promise<void> {
    return new LightsailTagging(this.client(region)).set(name, tags);
  }
}
