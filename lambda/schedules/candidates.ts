import type { Candidate } from './retention';
import { ownerOf, scheduledAt, snapshotName } from './schedule-event';
import { OwnershipTag } from '../../src/provider/ownership-contract';
import type { ScheduleRequest, ScheduleTarget } from '../../src/schedules/schedule-contract';
import { isOwnedByResource } from '../lightsail/ownership';
import type { Snapshot } from '../snapshots/snapshot-api';
import { hasFailed, isUsable } from '../snapshots/snapshot-state';

/** What this schedule made of this source: by its tags and by what Lightsail says it was taken of, never only by its name. */
export function candidates(request: ScheduleRequest, target: ScheduleTarget, snapshots: readonly Snapshot[]): Candidate[] {
  return snapshots
    .filter((snapshot) => isOwnedByResource(snapshot.tags, ownerOf(request)) && isTakenOf(request, target, snapshot))
    .map(({ name, createdAt, state }) => ({
      name, createdAt: createdAt?.getTime(), condition: isUsable(state) ? 'good' : hasFailed(state) ? 'failed' : 'unfinished',
    }));
}

/**
 * It is not documented whether a copy says what its original was taken of. If it does not, its name must be exactly the one
 * that the run of its tags gave to a snapshot of this target.
 */
function isTakenOf(request: ScheduleRequest, target: ScheduleTarget, { name, sourceNames, tags }: Snapshot): boolean {
  const source = sourceNames?.[target.Kind];
  if (source !== undefined) return source === target.Name;
  const run = { ...request, ScheduledTime: tags[OwnershipTag.REQUEST] ?? '' };
  return !Number.isNaN(scheduledAt(run)) && name === snapshotName(run, target);
}
