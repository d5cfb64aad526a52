import type { Calendars } from './calendars';
import { type ReportAgesDependencies, reportAgesStep } from './report-ages-step';
import type { RunPlan } from './run';
import { scheduledAt } from './schedule-event';
import { resolveTargets } from './sources';
import { ScheduleAction, type ScheduleRequest } from '../../src/schedules/schedule-contract';
import { NEXT_RUN } from '../engine/explanation';
import { finish, next } from '../engine/plan';
import type { Log } from '../log';

/** What the beginning of a run calls. */
export interface ResolveTargetsDependencies extends ReportAgesDependencies {
  readonly calendars: Calendars;
}

/** Finds out whether a run is to be, and for what. Each of its targets then has a plan of its own. */
export function resolveTargetsPlan(request: ScheduleRequest, log: Log, dependencies: ResolveTargetsDependencies): RunPlan {
  const { calendars, listSources } = dependencies;
  return {
    subject: `the run of the schedule '${request.LogicalId}'`,
    retryAdvice: NEXT_RUN,
    memo: {},
    steps: [
      {
        name: 'look-at-calendars',
        run: async (memo) => {
          if (request.Calendars.length === 0 || await calendars.areOpen(request.Calendars, scheduledAt(request))) return next();
          memo.skipped = `a change calendar is closed (${request.Calendars.join(', ')})`;
          return finish();
        },
      },
      request.Action === ScheduleAction.REPORT_SNAPSHOT_AGE ? reportAgesStep(request, log, dependencies) : {
        // The last step: what it finds may be more than the waiter could carry.
        name: 'find-targets',
        run: async (memo) => {
          memo.targets = await resolveTargets(request, listSources);
          if (memo.targets.length > 0) return next();
          memo.skipped = 'no resource has the tags';
          return finish();
        },
      },
    ],
    onFailure: [],
  };
}
