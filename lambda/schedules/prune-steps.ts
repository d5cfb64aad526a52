import { type Candidate, toPrune } from './retention';
import type { RunMemo, Run } from './run';
import { ownerOf } from './schedule-event';
import type { ScheduleRequest, ScheduleTarget } from '../../src/schedules/schedule-contract';
import { next, type Step } from '../engine/plan';
import { NEXT_RUN } from '../engine/retry-advice';
import { isOwnedByResource } from '../lightsail/ownership';
import { removeSteps } from '../snapshots/remove-steps';
import type { SnapshotServices } from '../snapshots/services';
import type { Snapshot } from '../snapshots/snapshot-api';
import { hasFailed, isUsable } from '../snapshots/snapshot-state';

/** The steps that prune, once the new snapshot can be used, and only then. */
export function pruneSteps(run: Run, services: SnapshotServices): Array<Step<RunMemo>> {
  const { request, target, log } = run;
  return [
    {
      name: 'choose-what-to-prune',
      run: async (memo, { now }) => {
        if (!memo.snapshotUsable || !request.Retention) return next();
        memo.prune = toPrune(request.Retention, candidates(request, target, await services.snapshots.list()), now);
        log({ decision: 'prune', count: memo.prune.length });
        return next();
      },
    },
    ...removeSteps<RunMemo>({
      services, log, targets: (memo) => memo.prune ?? [], isOurs: (tags) => isOwnedByResource(tags, ownerOf(request)), retryAdvice: NEXT_RUN,
    }),
    {
      name: 'note-what-was-pruned',
      run: async (memo) => {
        memo.pruned = memo.prune;
        return next();
      },
    },
  ];
}

/** What this schedule made of this source: by its tags and by what Lightsail says it was taken of, never by its name. */
export function candidates(request: ScheduleRequest, target: ScheduleTarget, snapshots: readonly Snapshot[]): Candidate[] {
  return snapshots
    .filter(({ tags, sourceName }) => isOwnedByResource(tags, ownerOf(request)) && sourceName === target.Name)
    .map(({ name, createdAt, state }) => ({
      name, createdAt: createdAt?.getTime(), condition: isUsable(state) ? 'good' : hasFailed(state) ? 'failed' : 'unfinished',
    }));
}
