import { candidates } from './prune-steps';
import type { ScheduleRequest, ScheduleTarget } from '../../src/schedules/schedule-contract';
import type { Snapshot } from '../snapshots/snapshot-api';

/** What is reported for a source that has no usable snapshot at all: ten years, older than any alarm's limit. */
export const NO_SNAPSHOT_SECONDS = 10 * 365 * 24 * 60 * 60;

/** How old the newest usable snapshot is that this schedule made of this source, in seconds. */
export function newestAge(request: ScheduleRequest, target: ScheduleTarget, snapshots: readonly Snapshot[], now: number): number {
  const times = candidates(request, target, snapshots)
    .filter(({ condition }) => condition === 'good')
    .map(({ createdAt }) => createdAt)
    .filter((time) => time !== undefined);
  return times.length === 0 ? NO_SNAPSHOT_SECONDS : Math.max(0, Math.round((now - Math.max(...times)) / 1000));
}
