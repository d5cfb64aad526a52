import { DatabaseSnapshots } from './database-snapshots';
import { DiskSnapshots } from './disk-snapshots';
import { FinalSnapshotHandler } from './final-snapshot-handler';
import { LightsailFinalSources } from './final-sources';
import { InstanceSnapshots } from './instance-snapshots';
import type { SnapshotApi, SnapshotDependencies } from './snapshot-api';
import { SnapshotHandler } from './snapshot-handler';
import { SnapshotResourceType, type SnapshotSourceKind } from '../../src/snapshots/snapshot-contract';
import type { Templates } from '../aws/stack-templates';
import type { AnyResourceHandler } from '../cloudformation/resource-handler';
import type { Deployments } from '../cloudformation/unanswered-creations';
import type { LightsailClients } from '../lightsail/client';
import { LightsailOperations } from '../lightsail/operations';
import { LightsailTagging } from '../lightsail/tagging';

/** The handlers of the family: its custom resources, with Lightsail behind them. */
export function snapshotHandlers(client: LightsailClients, deployments: Deployments, templates: Templates): AnyResourceHandler[] {
  const common = { operations: new LightsailOperations(client), tagging: new LightsailTagging(client), ...deployments };
  const disks = new DiskSnapshots(client);
  const apis: Readonly<Record<SnapshotSourceKind, SnapshotApi>> = {
    'database': new DatabaseSnapshots(client),
    'instance': new InstanceSnapshots(client),
    'disk': disks,
    'system-disk': disks,
  };
  const services = (kind: SnapshotSourceKind): SnapshotDependencies => ({ ...common, snapshots: apis[kind] });
  return [
    new SnapshotHandler(SnapshotResourceType.DATABASE, ['database'], services('database')),
    new SnapshotHandler(SnapshotResourceType.INSTANCE, ['instance'], services('instance')),
    new SnapshotHandler(SnapshotResourceType.DISK, ['disk', 'system-disk'], services('disk')),
    new FinalSnapshotHandler(SnapshotResourceType.FINAL, services, new LightsailFinalSources(client), templates),
  ];
}
