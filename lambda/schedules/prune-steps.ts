import { candidates } from './candidates';
import { prunePlace } from './prune-place';
import { toPrune } from './retention';
import { isTimeUp, type Pruning, type Run, type RunMemo } from './run';
import { ownerOf } from './schedule-event';
import { explain, NEXT_RUN } from '../engine/explanation';
import { again, type Moment, next, type Outcome, RequestError, type Step } from '../engine/plan';
import { classify } from '../lightsail/errors';
import { isOwnedByResource } from '../lightsail/ownership';
import type { SnapshotApi } from '../snapshots/snapshot-api';
import { KIND_TEXT } from '../snapshots/snapshot-state';

/** Where a run prunes: in its own region (no name), or in one that it copies to. */
export interface Place {
  readonly region?: string;
  readonly snapshots: SnapshotApi;
}

/** How many snapshots one invocation deletes, and about how many it lists. */
const MAX_DELETIONS = 50;
const MAX_LISTED = 2000;

/**
 * The steps that prune, once the new snapshot can be used, and only then; and that end the run with what has failed since
 * then. A place where it fails does not stop the others.
 */
export function pruneSteps({ request, target, log }: Run, places: readonly Place[]): Array<Step<RunMemo>> {
  const subject = `the pruning of snapshots of the ${KIND_TEXT[target.Kind]} '${target.Name}'`;

  async function prune(memo: RunMemo, moment: Moment): Promise<Outcome> {
    const { Retention: retention } = request;
    if (!memo.snapshotUsable || !retention) return next();
    memo.pruning ??= places.map(({ region }): Pruning => ({ region, count: 0, names: [], asked: [], undeletable: [] }));
    const budget = { deletions: MAX_DELETIONS, listed: MAX_LISTED };
    let setback: string | undefined;
    for (const [index, pruning] of memo.pruning.entries()) {
      if (pruning.done || budget.deletions <= 0 || budget.listed <= 0) continue;
      const { snapshots } = places[index];
      try {
        await prunePlace(pruning, {
          snapshots,
          subject,
          log,
          budget,
          choose: (all) => toPrune(retention, candidates(request, target, all), moment.now),
          isOurs: (tags) => isOwnedByResource(tags, ownerOf(request)),
        });
      } catch (error) {
        const classified = classify(error);
        if (classified.type === 'later') setback = `${classified.code}: ${classified.message}`;
        else Object.assign(pruning, { done: true, failure: explain(classified, 'prune', subject, NEXT_RUN) });
      }
    }
    const left = memo.pruning.filter(({ done }) => !done);
    if (left.length === 0) return next();
    const seen = setback ?? 'there is more to prune';
    if (!isTimeUp(request, moment)) return again({ pace: setback === undefined ? 'soon' : 'setback', until: `${subject} to be done`, seen });
    left[0].failure ??= `There was no time left for ${subject}; last seen: ${seen}. ${NEXT_RUN.withMoreTime}`;
    return next();
  }

  return [
    { name: 'prune', run: prune },
    {
      name: 'report-failures',
      run: async ({ copies = [], pruning = [] }) => {
        const failures = [...copies, ...pruning].flatMap(({ failure }) => failure ?? []);
        if (failures.length > 0) throw new RequestError(failures.join(' '));
        return next();
      },
    },
  ];
}
