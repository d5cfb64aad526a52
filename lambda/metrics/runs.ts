import { randomUUID } from 'node:crypto';
import type { Claims } from './claims';
import type { CloudWatchMetrics } from './cloudwatch';
import { compare, type Comparison } from './compare';
import type { MetricExportContinuation } from './continuation';
import { claimName, metricsOf } from './export-event';
import type { LightsailMetrics } from './lightsail-metrics';
import type { Notices } from './notices';
import { putAll } from './put-all';
import { readAll, type ReadResult } from './read-all';
import { type Task, tasksOf } from './tasks';
import { GRID, MEMORY, MINUTE } from './timing';
import { unavailableKey, stillUnavailable } from './unavailable-metrics';
import { CLAIM_LIMIT_SECONDS, type MetricExportEvent, type MetricExportRequest } from '../../src/metrics/metric-export-contract';
import type { WaiterState } from '../../src/provider/waiter-contract';
import { isLastTry } from '../engine/last-try';
import { waitSeconds } from '../engine/wait-policy';
import { classify } from '../lightsail/errors';
import { type Log, logWith } from '../log';

export interface MetricExportRunsProps {
  readonly lightsail: LightsailMetrics;
  readonly cloudWatch: CloudWatchMetrics;
  readonly claims: Claims;
  readonly notices: Notices;
  readonly functionName: string;
  readonly now: () => number;
  readonly log: Log;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** What a part of a run begins with. */
type Start = Pick<MetricExportContinuation, 'request' | 'previous' | 'part' | 'left' | 'missing'>;

/** The claim itself takes some seconds: nobody else may begin before it is certain. */
const CLAIM_LIMIT = CLAIM_LIMIT_SECONDS * 1000;
/** What a run has not done by then is left to a later look: half an hour must pass until that one. */
const PARTS_LIMIT = 15 * MINUTE;
/** Of the two minutes that an invocation has. */
const READING_LIMIT = MINUTE;

/** The runs of metric exports. docs/metrics.md tells why each datapoint is put once. */
export class MetricExportRuns {
  constructor(private readonly props: MetricExportRunsProps) {}

  /** A run as it comes from the Scheduler. It may come twice, late, or not at all. */
  async begin({ CdkLightsailMetricExport: request }: MetricExportEvent): Promise<void> {
    const run = Date.parse(request.ScheduledTime);
    if (run % GRID !== 0) throw new Error(`A metric export runs at multiples of ${GRID / MINUTE} minutes; got ${request.ScheduledTime}.`);
    const log = this.log(request);
    if (this.props.now() > run + CLAIM_LIMIT) return log({ decision: 'too-late', error: 'the next run does the work of this one' });
    const before = await this.before(request, run);
    const left = tasksOf(request, before?.run).map(({ id }) => id);
    await this.part({ request, previous: before?.run, part: 1, left, missing: before?.missing ?? [] });
  }

  /** A run that comes back from the waiter, for what it could not do at once. */
  async resume(state: WaiterState<MetricExportContinuation>): Promise<WaiterState<MetricExportContinuation>> {
    const { continuation: { request, left, part }, continuation, failure, functionName } = state;
    const log = this.log(request);
    if (failure) log({ decision: 'give-up', part, left: left.length, error: `${failure.Error}: ${failure.Cause.slice(0, 500)}` });
    else await this.part(continuation);
    return { done: true, functionName, seconds: 0, continuation };
  }

  /** The run that did its work last, and what was missing then. */
  private async before(
    request: MetricExportRequest, run: number,
  ): Promise<{ readonly run: number; readonly missing: readonly string[] } | undefined> {
    for (let earlier = run - GRID; earlier >= run - MEMORY; earlier -= GRID) {
      const claim = await this.props.claims.find(claimName(request, earlier, 1));
      if (claim) return { run: earlier, missing: claim.missing };
    }
    return undefined;
  }

  /** Reads, then claims, then puts: who dies in between has put nothing, or will not put it again. */
  private async part({ request, previous, part, left, missing }: Start): Promise<void> {
    const { claims, functionName, now } = this.props;
    const run = Date.parse(request.ScheduledTime);
    const log = logWith(this.log(request), { part: String(part) });
    const limit = run + (part === 1 ? CLAIM_LIMIT : PARTS_LIMIT);
    const due = new Set(left);
    const lastTry = part > 1 || isLastTry(now() - run);
    const { result, comparison } = await this.look(request, tasksOf(request, previous).filter(({ id }) => due.has(id)), { limit, lastTry });
    if (now() > limit) return log({ decision: 'too-late', left: left.length });

    const stillGone = stillUnavailable(missing, result.missing, result.readings.map(({ metric }) => metric), metricsOf(request));
    const mine = await claims.take(claimName(request, run, part), {
      // Nothing is left: the execution is the claim, and no more.
      done: result.left.length === 0,
      functionName,
      seconds: result.refused ? this.pause(request, part) : 1,
      continuation: {
        kind: 'metric-export',
        request,
        ...previous !== undefined && { previous },
        part: part + 1,
        left: result.left.map(({ id }) => id),
        missing: stillGone,
        nonce: randomUUID(),
      },
    });
    if (!mine) return log({ decision: 'claimed-already' });

    const put = await putAll(request, comparison.additions, { ...this.props, log });
    log({ decision: 'exported', windows: result.readings.length, datapoints: put, left: result.left.length, error: result.because });
    if (comparison.surplus > 0) log({ decision: 'surplus', datapoints: comparison.surplus, error: 'CloudWatch has more of them than Lightsail' });
    await this.report(request, result, missing, log);
  }

  private async look(
    request: MetricExportRequest, tasks: readonly Task[], { limit, lastTry }: { readonly limit: number; readonly lastTry: boolean },
  ): Promise<{ readonly result: ReadResult; readonly comparison: Comparison }> {
    const { lightsail, cloudWatch, now } = this.props;
    const result = await readAll(tasks, { lightsail, now, until: Math.min(now() + READING_LIMIT, limit), lastTry });
    try {
      return { result, comparison: await compare(request, result.readings, cloudWatch) };
    } catch (error) {
      const { type, code, message } = classify(error);
      if (type !== 'later') throw error;
      // Without an answer, what must be asked for waits; what need not be is put.
      const readings = result.readings.filter(({ window }) => !window.ask);
      const left = [...result.left, ...result.readings.filter(({ window }) => window.ask)];
      return { result: { ...result, readings, left, because: `${code}: ${message}`, refused: true }, comparison: await compare(request, readings, cloudWatch) };
    }
  }

  /** Once: as long as it is missing, the claims carry it. */
  private async report(request: MetricExportRequest, { missing }: ReadResult, known: readonly string[], log: Log): Promise<void> {
    const fresh = missing.filter((entry) => !known.includes(unavailableKey(entry)));
    if (fresh.length === 0) return;
    for (const { kind, resourceName, metric, reason } of fresh) log({ decision: 'not-exported', kind, resource: resourceName, metric, error: reason });
    try {
      await this.props.notices.tell(request, fresh, this.props.now());
    } catch (error) {
      const { code, message } = classify(error);
      log({ decision: 'not-told', error: `${code}: ${message}` });
    }
  }

  private pause(request: MetricExportRequest, part: number): number {
    return waitSeconds({ pace: 'setback', attempt: part - 1, age: 0, remaining: PARTS_LIMIT / 1000, seed: claimName(request, 0, part) }) ?? 60;
  }

  private log({ LogicalId, ScheduledTime, Namespace }: MetricExportRequest): Log {
    return logWith(this.props.log, { request: 'metric-export', logicalId: LogicalId, namespace: Namespace, scheduledTime: ScheduledTime });
  }
}
