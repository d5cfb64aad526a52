import { SsmCalendars } from './calendars';
import { LightsailDatabases } from './databases';
import { EventsAndMetrics } from './result-publisher';
import { ScheduleRequests } from './schedule-requests';
import { LightsailSnapshotCopies } from './snapshot-copies';
import { lightsailSources } from './sources';
import type { ScheduleTarget } from '../../src/schedules/schedule-contract';
import { JsonClient } from '../aws/json-client';
import type { SignedClient } from '../aws/signed-client';
import type { Waiter } from '../aws/step-functions';
import type { LightsailClients } from '../lightsail/client';
import { LightsailOperations } from '../lightsail/operations';
import { LightsailTagging } from '../lightsail/tagging';
import type { Log } from '../log';
import { DatabaseSnapshots } from '../snapshots/database-snapshots';
import { DiskSnapshots } from '../snapshots/disk-snapshots';
import { InstanceSnapshots } from '../snapshots/instance-snapshots';
import type { SnapshotApi, SnapshotTaking } from '../snapshots/snapshot-api';

export { isScheduleContinuation, type ScheduleContinuation } from './continuation';
export { isScheduleEvent } from './schedule-event';
export type { ScheduleRequests } from './schedule-requests';

export interface ScheduleEnvironment {
  readonly region: string;
  readonly clients: (region: string) => LightsailClients;
  /** A signing client: the service's name in signatures, its host, what its endpoint's variable ends in, and how often it tries. */
  readonly signed: (service: string, host: string, variable: string, attempts?: 1 | 2) => SignedClient;
  readonly waiter: Waiter;
  readonly functionName: string;
  readonly now: () => number;
  readonly log: Log;
  /** The short pauses before a start of the waiter that is refused for now is tried again. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** The runs of schedules, with the services of AWS behind them. */
export function scheduleRequests({ region, clients, signed, ...rest }: ScheduleEnvironment): ScheduleRequests {
  const local = clients(region);
  const common = { operations: new LightsailOperations(local), tagging: new LightsailTagging(local) };
  const disks = new DiskSnapshots(local);
  const apis: Readonly<Record<ScheduleTarget['Kind'], SnapshotApi>> = {
    'database': new DatabaseSnapshots(local), 'instance': new InstanceSnapshots(local), 'disk': disks, 'system-disk': disks,
  };
  const snapshots = (kind: ScheduleTarget['Kind']): SnapshotTaking => ({ operations: common.operations, snapshots: apis[kind] });
  return new ScheduleRequests({
    ...rest,
    dependencies: {
      databases: { ...common, databases: new LightsailDatabases(local), snapshots: snapshots('database') },
      snapshots,
      copies: (kind) => new LightsailSnapshotCopies(kind, region, clients),
    },
    listSources: lightsailSources(local),
    calendars: new SsmCalendars(new JsonClient(signed('ssm', 'ssm', 'SSM'), '1.1', 'AmazonSSM')),
    channels: new EventsAndMetrics(
      new JsonClient(signed('events', 'events', 'EVENTBRIDGE'), '1.1', 'AWSEvents'),
      new JsonClient(signed('monitoring', 'monitoring', 'CLOUDWATCH', 1), '1.0', 'GraniteServiceVersion20100801'),
    ),
  });
}
