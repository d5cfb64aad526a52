import type { Calendars } from './calendars';
import type { ScheduleContinuation } from './continuation';
import { resultOf, skippedRun } from './result-of';
import type { Results } from './results';
import type { RunMemo } from './run-memo';
import { planOf, type ScheduleServices } from './run-plans';
import { runId, scheduledAt } from './schedule-event';
import { newestAge } from './snapshot-age';
import { type ListSources, resolveTargets } from './sources';
import type { WaiterFailure, WaiterState } from '../../src/provider/waiter-contract';
import { ScheduleAction, type ScheduleEvent, type ScheduleRequest, type ScheduleTarget } from '../../src/schedules/schedule-contract';
import type { Waiter } from '../aws/step-functions';
import { type Log, logWith } from '../log';
import type { Deadlines } from '../operations/deadline';
import type { Progress, RunResult } from '../operations/progress';
import { Runner } from '../operations/runner';
import { startWaiter } from '../operations/waiter-start';
import type { Snapshot } from '../snapshots/snapshot-api';

/** What a failed run may take longer, to clean up. */
const CLEAN_UP_MILLISECONDS = 15 * 60_000;

export interface ScheduleRequestsProps {
  readonly services: ScheduleServices;
  readonly listSources: ListSources;
  readonly calendars: Calendars;
  readonly results: Results;
  readonly waiter: Waiter;
  readonly functionName: string;
  readonly now: () => number;
  readonly log: Log;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** The runs of schedules: carried out as far as it goes, told, or handed to the waiter. */
export class ScheduleRequests {
  constructor(private readonly props: ScheduleRequestsProps) {}

  /** A run as it comes from the Scheduler. It may come twice, and late. */
  async begin({ CdkLightsailSchedule: request }: ScheduleEvent): Promise<void> {
    const { now } = this.props;
    const log = this.log(request);
    const age = Math.round((now() - scheduledAt(request)) / 1000);
    log({ decision: 'begin', age });
    // Lambda keeps an event for hours when it can't run the function: the Scheduler's own limit does not cover that.
    if (age > request.MaxAgeSeconds) return this.skip(request, `it came ${age} s late, and may be ${request.MaxAgeSeconds} s late at most`);
    if (request.Calendars.length > 0 && !await this.props.calendars.areOpen(request.Calendars, scheduledAt(request))) {
      return this.skip(request, `a change calendar is closed (${request.Calendars.join(', ')})`);
    }
    const targets = await resolveTargets(request, this.props.listSources);
    if (targets.length === 0) return this.skip(request, 'nothing carries the tags');
    if (request.Action === ScheduleAction.REPORT_SNAPSHOT_AGE) return this.reportAges(request, targets);
    await this.beginEach(request, targets);
  }

  /** A run that comes back from the waiter. */
  async resume(state: WaiterState<ScheduleContinuation>): Promise<WaiterState<ScheduleContinuation>> {
    const { continuation, functionName, failure } = state;
    const runner = this.runner(continuation, continuation.progress);
    const result = failure ? await runner.fail(textOf(failure)) : await runner.run();
    const left = await this.tellIfEnded(continuation, result);
    return left ? { done: false, functionName, ...left } : { done: true, functionName, seconds: 0, continuation };
  }

  /** One that fails to begin does not stop the others; Lambda then tries all of them again, and those that began notice. */
  private async beginEach(request: ScheduleRequest, targets: readonly ScheduleTarget[]): Promise<void> {
    const failures: unknown[] = [];
    for (const target of targets) {
      try {
        await this.beginOne({ request, target, begun: this.props.now() });
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  private async beginOne(origin: Origin): Promise<void> {
    const left = await this.tellIfEnded(origin, await this.runner(origin).run());
    if (!left) return;
    const { waiter, functionName, sleep } = this.props;
    // The execution's name is the run's: a doubled event finds it taken, and that is as good as having started it.
    await startWaiter(waiter, runId(origin.request, origin.target), { done: false, functionName, ...left }, sleep);
    this.log(origin.request, origin.target)({ decision: 'wait', seconds: left.seconds });
  }

  private runner({ request, target, begun }: Origin, progress?: Progress<RunMemo>): Runner<RunMemo> {
    const log = this.log(request, target);
    const work = begun + request.TimeoutSeconds * 1000;
    const deadlines: Deadlines = { begun, work, end: work + CLEAN_UP_MILLISECONDS };
    const { now, services } = this.props;
    return new Runner(planOf({ request, target, log }, services), { deadlines, now, seed: runId(request, target), log }, progress);
  }

  /** What is left to be done later; undefined: it has ended, and the result is told. */
  private async tellIfEnded(
    { request, target, begun }: Origin, result: RunResult<RunMemo>,
  ): Promise<{ readonly seconds: number; readonly continuation: ScheduleContinuation } | undefined> {
    if (result.type === 'paused') {
      return { seconds: result.seconds, continuation: { kind: 'schedule', request, target, begun, progress: result.progress } };
    }
    const told = resultOf(request, target, result.ending, this.props.now());
    this.log(request, target)({ decision: 'end', result: told?.result ?? 'nothing to tell', reason: told?.reason });
    if (told) await this.props.results.tell(told);
    return undefined;
  }

  private async reportAges(request: ScheduleRequest, targets: readonly ScheduleTarget[]): Promise<void> {
    const { services, results, now } = this.props;
    const lists = new Map<ScheduleTarget['Kind'], readonly Snapshot[]>();
    const ages: number[] = [];
    for (const target of targets) {
      const list = lists.get(target.Kind) ?? await services.snapshots(target.Kind).snapshots.list();
      lists.set(target.Kind, list);
      ages.push(newestAge(request, target, list, now()));
    }
    this.log(request)({ decision: 'report-ages', oldest: Math.max(...ages) });
    await results.tellAges({ stackName: request.StackName, schedule: request.LogicalId }, ages, now());
  }

  private async skip(request: ScheduleRequest, reason: string): Promise<void> {
    this.log(request)({ decision: 'skip', reason });
    const { KEEP_DATABASE_STOPPED, REPORT_SNAPSHOT_AGE } = ScheduleAction;
    // The hourly ones come again.
    if (request.Action === KEEP_DATABASE_STOPPED || request.Action === REPORT_SNAPSHOT_AGE) return;
    await this.props.results.tell(skippedRun(request, reason, this.props.now()));
  }

  private log({ Action, LogicalId, ScheduledTime }: ScheduleRequest, target?: ScheduleTarget): Log {
    return logWith(this.props.log, { request: Action, logicalId: LogicalId, scheduledTime: ScheduledTime, target: target?.Name });
  }
}

type Origin = Pick<ScheduleContinuation, 'request' | 'target' | 'begun'>;

/** Step Functions hands on what Lambda says of a function that failed: JSON with `errorMessage`. */
function textOf({ Error: name, Cause: cause }: WaiterFailure): string {
  const message = /"errorMessage":"((?:[^"\\]|\\.)*)"/.exec(cause)?.[1] ?? cause;
  return `The provider's function failed again and again: ${name}: ${message.slice(0, 500)}. Read its log.`;
}
