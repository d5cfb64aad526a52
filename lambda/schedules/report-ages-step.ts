import { candidates } from './candidates';
import type { ResultChannels } from './result-publisher';
import type { RunMemo } from './run';
import { type ListSources, resolveTargets } from './sources';
import type { ScheduleRequest, ScheduleTarget } from '../../src/schedules/schedule-contract';
import { finish, next, type Step } from '../engine/plan';
import type { Log } from '../log';
import type { Snapshot, SnapshotTaking } from '../snapshots/snapshot-api';

export interface ReportAgesDependencies {
  readonly channels: ResultChannels;
  readonly listSources: ListSources;
  snapshots(kind: ScheduleTarget['Kind']): SnapshotTaking;
}

/** What is reported for a source that has no usable snapshot at all: ten years, older than any alarm's limit. */
const NO_SNAPSHOT_SECONDS = 10 * 365 * 24 * 60 * 60;

/** Reports the ages of all targets at once. */
export function reportAgesStep(request: ScheduleRequest, log: Log, { snapshots, channels, listSources }: ReportAgesDependencies): Step<RunMemo> {
  return {
    name: 'report-ages',
    run: async (_memo, { now }) => {
      const lists = new Map<ScheduleTarget['Kind'], readonly Snapshot[]>();
      const ages: number[] = [];
      for (const target of await resolveTargets(request, listSources)) {
        const list = lists.get(target.Kind) ?? await snapshots(target.Kind).snapshots.list();
        lists.set(target.Kind, list);
        ages.push(newestAge(request, target, list, now));
      }
      if (ages.length === 0) return finish();
      log({ decision: 'report-ages', oldest: Math.max(...ages) });
      await channels.putAges({ stackName: request.StackName, schedule: request.LogicalId }, ages, now);
      return next();
    },
  };
}

/** How old the newest usable snapshot is that this schedule made of this source, in seconds. */
function newestAge(request: ScheduleRequest, target: ScheduleTarget, snapshots: readonly Snapshot[], now: number): number {
  const times = candidates(request, target, snapshots)
    .filter(({ condition }) => condition === 'good')
    .map(({ createdAt }) => createdAt)
    .filter((time) => time !== undefined);
  return times.length === 0 ? NO_SNAPSHOT_SECONDS : Math.max(0, Math.round((now - Math.max(...times)) / 1000));
}
