import type { RunOrigin, ScheduleContinuation } from './continuation';
import { planOf, type ScheduleDependencies } from './plans';
import { resolveTargetsPlan, type ResolveTargetsDependencies } from './resolve-targets-plan';
import { resultOf } from './result';
import { CHANNELS, publish, type Unpublished } from './result-publisher';
import type { RunMemo } from './run';
import { isDue, runId, scheduledAt } from './schedule-event';
import type { WaiterState } from '../../src/provider/waiter-contract';
import type { ScheduleEvent, ScheduleRequest, ScheduleTarget } from '../../src/schedules/schedule-contract';
import type { Waiter } from '../aws/step-functions';
import { fewAtOnce } from '../engine/concurrency';
import type { Deadlines } from '../engine/deadline';
import { NEXT_RUN } from '../engine/explanation';
import type { Ending, Progress, RunResult } from '../engine/plan';
import { Runner } from '../engine/runner';
import { handOver, waiterFailureText } from '../engine/waiter';
import { type Log, logWith } from '../log';

/** What a failed run may take longer, to clean up. */
const CLEAN_UP_MILLISECONDS = 15 * 60_000;

export interface ScheduleRequestsProps extends Omit<ResolveTargetsDependencies, 'snapshots'> {
  readonly dependencies: ScheduleDependencies;
  readonly waiter: Waiter;
  readonly functionName: string;
  readonly now: () => number;
  readonly log: Log;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** What is left to be done after a call: nothing, or another call later. */
type Remainder = undefined | { readonly seconds: number; readonly next: ScheduleContinuation['next'] };

/** The runs of schedules: carried out as far as it goes, published, or handed to the waiter. */
export class ScheduleRequests {
  constructor(private readonly props: ScheduleRequestsProps) {}

  /** A run as it comes from the Scheduler. It may come twice, and late. */
  async begin({ CdkLightsailSchedule: request }: ScheduleEvent): Promise<void> {
    const origin = { request, begun: this.props.now() };
    const age = Math.round((origin.begun - scheduledAt(request)) / 1000);
    if (!isDue(request)) {
      this.log(origin)({ decision: 'not-due' });
      return;
    }
    this.log(origin)({ decision: 'begin', age });
    // Lambda keeps an event for hours when it can't run the function: the Scheduler's own limit does not cover that.
    if (age > request.MaxAgeSeconds) {
      const skipped = `it came ${age} s late; the limit is ${request.MaxAgeSeconds} s`;
      await this.leave(origin, await this.end(origin, { type: 'succeeded', memo: { skipped } }), origin.begun);
    } else {
      await this.leave(origin, await this.follow(origin, await this.runner(origin).run(), origin.begun), origin.begun);
    }
  }

  /** A run that comes back from the waiter. */
  async resume(state: WaiterState<ScheduleContinuation>): Promise<WaiterState<ScheduleContinuation>> {
    const { continuation: left, functionName, failure } = state;
    const remainder = left.next.type === 'publish' ? await this.publish(left, left.next.unpublished) : await this.carryOn(left, left.next.progress, failure);
    if (!remainder) return { done: true, functionName, seconds: 0, continuation: left };
    return { done: false, functionName, seconds: remainder.seconds, continuation: continuation(left, remainder.next) };
  }

  private async carryOn(origin: RunOrigin, progress: Progress<RunMemo>, failure: WaiterState<unknown>['failure']): Promise<Remainder> {
    const runner = this.runner(origin, progress);
    const invokedAt = this.props.now();
    return this.follow(origin, failure ? await runner.fail(waiterFailureText(failure, NEXT_RUN)) : await runner.run(), invokedAt);
  }

  private async follow(origin: RunOrigin, result: RunResult<RunMemo>, invokedAt: number): Promise<Remainder> {
    if (result.type === 'paused') return { seconds: result.seconds, next: { type: 'work', progress: result.progress } };
    const { ending } = result;
    if (!origin.target && ending.type === 'succeeded' && ending.memo.targets) await this.beginEach(origin.request, ending.memo.targets, invokedAt);
    return this.end(origin, ending);
  }

  /**
   * Those that the waiter must take over first, and only then the results of those that have ended at once: if Lambda has
   * to try all of it again, nothing has been published twice. One that fails to begin does not stop the others.
   */
  private async beginEach(request: ScheduleRequest, targets: readonly ScheduleTarget[], invokedAt: number): Promise<void> {
    const ended: Array<readonly [RunOrigin, Ending<RunMemo>]> = [];
    await each(targets, async (target) => {
      const origin = { request, target, begun: this.props.now() };
      const result = await this.runner(origin).run();
      const ending = result.type === 'ended'
        ? result.ending
        : await this.startWaiter(origin, { seconds: result.seconds, next: { type: 'work', progress: result.progress } }, invokedAt);
      if (ending) ended.push([origin, ending]);
    });
    await each(ended, async ([origin, ending]) => this.leave(origin, await this.end(origin, ending), invokedAt));
  }

  /** The end of a call: what is left to be done is the waiter's. */
  private async leave(origin: RunOrigin, remainder: Remainder, invokedAt: number): Promise<void> {
    const ending = remainder && await this.startWaiter(origin, remainder, invokedAt);
    const unpublished = ending && await this.end(origin, ending);
    // All that is left is that Lambda counts an error.
    if (unpublished) throw new Error(ending.type === 'failed' ? ending.reason : 'The result could not be published.');
  }

  /** Undefined: the waiter has it. Otherwise the work has ended so. */
  private async startWaiter(
    origin: RunOrigin, { seconds, next: left }: NonNullable<Remainder>, invokedAt: number,
  ): Promise<Ending<RunMemo> | undefined> {
    const { waiter, functionName, sleep, now } = this.props;
    const { request, target } = origin;
    const reason = await handOver({ done: false, functionName, seconds, continuation: continuation(origin, left) }, {
      waiter, sleep, now, invokedAt, id: runId(request, target), retryAdvice: NEXT_RUN, log: this.log(origin),
    });
    if (reason === undefined) return undefined;
    if (left.type === 'publish') throw new Error(`The result could not be published: ${reason}`);
    return { type: 'failed', memo: left.progress.memo, reason };
  }

  private runner(origin: RunOrigin, progress?: Progress<RunMemo>): Runner<RunMemo> {
    const { request, target } = origin;
    const { now, dependencies } = this.props;
    const log = this.log(origin);
    const plan = target
      ? planOf({ request, target, log }, dependencies)
      : resolveTargetsPlan(request, log, { ...this.props, snapshots: (kind) => dependencies.snapshots(kind) });
    return new Runner(plan, { deadlines: deadlinesOf(origin), now, seed: runId(request, target), log }, progress);
  }

  private async end(origin: RunOrigin, ending: Ending<RunMemo>): Promise<Remainder> {
    const now = this.props.now();
    const result = resultOf(origin.request, origin.target, ending, now);
    this.log(origin)({ decision: 'end', result: result?.result ?? 'nothing to publish', reason: result?.reason });
    return result && this.publish(origin, { result, left: CHANNELS, since: now, attempt: 0 });
  }

  private async publish(origin: RunOrigin, unpublished: Unpublished): Promise<Remainder> {
    const later = await publish(unpublished, { ...this.props, seed: runId(origin.request, origin.target), log: this.log(origin) });
    return later && { seconds: later.seconds, next: { type: 'publish', unpublished: later.unpublished } };
  }

  private log({ request: { Action, LogicalId, ScheduledTime }, target }: RunOrigin): Log {
    return logWith(this.props.log, { request: Action, logicalId: LogicalId, scheduledTime: ScheduledTime, target: target?.Name });
  }
}

/** A run must have begun before it is too late for it; a target then has its time. */
function deadlinesOf({ request, target, begun }: RunOrigin): Deadlines {
  const work = target ? begun + request.TimeoutSeconds * 1000 : scheduledAt(request) + request.MaxAgeSeconds * 1000;
  return { begun, work, end: work + CLEAN_UP_MILLISECONDS };
}

function continuation({ request, target, begun }: RunOrigin, next: ScheduleContinuation['next']): ScheduleContinuation {
  // One target's part need not know the others: there may be hundreds.
  return target ? { kind: 'schedule', request: { ...request, Targets: [], TargetTags: [] }, target, begun, next } : { kind: 'schedule', request, begun, next };
}

/** All of them, whichever fail; then the first failure. */
async function each<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  await fewAtOnce(items, async (item) => act(item).catch((error: unknown) => { failures.push(error); }));
  if (failures.length > 0) throw failures[0];
}
