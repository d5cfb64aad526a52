import type { Calendars } from './calendars';
import type { Results } from './results';
import type { RunMemo } from './run-memo';
import type { RunPlan } from './run-plan';
import { scheduledAt } from './schedule-event';
import { newestAge } from './snapshot-age';
import { type ListSources, resolveTargets } from './sources';
import { ScheduleAction, type ScheduleRequest, type ScheduleTarget } from '../../src/schedules/schedule-contract';
import { finish, next, type Step } from '../engine/plan';
import { NEXT_RUN } from '../engine/retry-advice';
import type { Log } from '../log';
import type { SnapshotTaking } from '../snapshots/services';
import type { Snapshot } from '../snapshots/snapshot-api';

/** What the beginning of a run calls. */
export interface BeginServices {
  readonly calendars: Calendars;
  readonly listSources: ListSources;
  readonly results: Results;
  snapshots(kind: ScheduleTarget['Kind']): SnapshotTaking;
}

/** Finds out whether a run is to be, and for what. Each of its targets then has a plan of its own. */
export function beginPlan(request: ScheduleRequest, log: Log, services: BeginServices): RunPlan {
  return {
    subject: `the run of the schedule '${request.LogicalId}'`,
    retryAdvice: NEXT_RUN,
    memo: {},
    steps: [
      {
        name: 'look-at-calendars',
        run: async (memo) => {
          if (request.Calendars.length === 0 || await services.calendars.areOpen(request.Calendars, scheduledAt(request))) return next();
          memo.skipped = `a change calendar is closed (${request.Calendars.join(', ')})`;
          return finish();
        },
      },
      {
        name: 'find-targets',
        run: async (memo) => {
          memo.targets = await resolveTargets(request, services.listSources);
          if (memo.targets.length > 0) return next();
          memo.skipped = 'nothing carries the tags';
          return finish();
        },
      },
      ...request.Action === ScheduleAction.REPORT_SNAPSHOT_AGE ? [reportAgesStep(request, log, services)] : [],
    ],
    onFailure: [],
  };
}

/** All at once, and nothing is left to be done for any of them. */
function reportAgesStep(request: ScheduleRequest, log: Log, { snapshots, results }: BeginServices): Step<RunMemo> {
  return {
    name: 'report-ages',
    run: async (memo, { now }) => {
      const lists = new Map<ScheduleTarget['Kind'], readonly Snapshot[]>();
      const ages: number[] = [];
      for (const target of memo.targets ?? []) {
        const list = lists.get(target.Kind) ?? await snapshots(target.Kind).snapshots.list();
        lists.set(target.Kind, list);
        ages.push(newestAge(request, target, list, now));
      }
      log({ decision: 'report-ages', oldest: Math.max(...ages) });
      await results.tellAges({ stackName: request.StackName, schedule: request.LogicalId }, ages, now);
      memo.targets = [];
      return next();
    },
  };
}
