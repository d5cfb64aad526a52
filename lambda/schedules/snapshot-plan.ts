import { copyStep } from './copy-steps';
import { pruneSteps } from './prune-steps';
import { leaveToWaiter, type Run, type RunPlan } from './run';
import type { SnapshotCopies } from './snapshot-copies';
import { discardStep, snapshotSteps } from './snapshot-steps';
import { NEXT_RUN } from '../engine/explanation';
import { again, finish, RequestError } from '../engine/plan';
import type { SnapshotTaking } from '../snapshots/snapshot-api';
import { isReadyForSnapshot, KIND_TEXT } from '../snapshots/snapshot-state';

/** Takes a snapshot of one source, copies it, and prunes those before it. */
export function snapshotPlan(run: Run, services: SnapshotTaking, copies: SnapshotCopies | undefined): RunPlan {
  const { request, target: { Kind: kind, Name: name } } = run;
  const { CopyTo: regions = [] } = request;
  const what = `the ${KIND_TEXT[kind]} '${name}'`;
  return {
    subject: `the snapshot of ${what}`,
    retryAdvice: NEXT_RUN,
    memo: {},
    steps: [
      {
        name: 'look',
        run: async (memo) => {
          const state = await services.snapshots.sourceState({ kind, name });
          if (state === undefined) {
            throw new RequestError(`There is no ${KIND_TEXT[kind]} '${name}' to take a snapshot of. Check its name and the region, or remove it from the schedule.`);
          }
          if (isReadyForSnapshot(kind, state)) return leaveToWaiter(state);
          if (request.WhenUnavailable === 'skip') {
            memo.skipped = `${what} is ${state}`;
            return finish();
          }
          return again({
            pace: 'soon',
            until: `${what} to be ready for a snapshot`,
            seen: state,
            advice: kind === 'database'
              ? 'Only databases in the state available can be snapshotted: choose a time at which it runs, or let the schedule skip it (whenUnavailable).'
              : 'Give the schedule a longer timeout, or let it skip what is busy (whenUnavailable).',
          });
        },
      },
      ...snapshotSteps(run, services),
      ...copies ? [copyStep(run, copies)] : [],
      ...pruneSteps(run, [services, ...copies ? regions.map((region) => ({ region, snapshots: copies.snapshots(region) })) : []]),
    ],
    onFailure: [discardStep(run, services)],
  };
}
