import { randomUUID } from 'node:crypto';
import type { Claims } from './claims';
import type { CloudWatchMetrics } from './cloudwatch';
import { compare, type Comparison } from './compare';
import type { MetricExportContinuation } from './continuation';
import { claimName, metricsOf, reportName } from './export-event';
import type { LightsailMetrics } from './lightsail-metrics';
import type { Notices } from './notices';
import { putAll } from './put-all';
import { readAll, type ReadAllProps, type ReadResult } from './read-all';
import { findRunBefore, type RunBeforeProps } from './run-before';
import { type Task, tasksOf } from './tasks';
import { CLAIM_LIMIT, CLAIMING_LIMIT, DENIAL_LIMIT, GRID, MINUTE, PARTS_LIMIT, READING_LIMIT, SECOND } from './timing';
import { stillUnavailable, type UnavailableMetric, unavailableKey } from './unavailable-metrics';
import type { MetricExportEvent, MetricExportRequest } from '../../src/metrics/metric-export-contract';
import type { WaiterState } from '../../src/provider/waiter-contract';
import { NEXT_RUN } from '../engine/explanation';
import { waitSeconds } from '../engine/wait-policy';
import { waiterFailureText } from '../engine/waiter';
import { classify } from '../lightsail/errors';
import { type Log, logWith } from '../log';

export interface MetricExportRunsProps {
  readonly lightsail: LightsailMetrics;
  readonly cloudWatch: CloudWatchMetrics;
  readonly claims: Claims;
  readonly stacks: RunBeforeProps['stacks'];
  readonly notices: Notices;
  readonly functionName: string;
  readonly now: () => number;
  readonly log: Log;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** What a part of a run begins with. */
type Start = Omit<MetricExportContinuation, 'kind' | 'nonce'>;

/** The runs of metric exports. docs/metrics.md explains why each datapoint is put once. */
export class MetricExportRuns {
  constructor(private readonly props: MetricExportRunsProps) {}

  /** A run as it comes from the Scheduler. It may come twice, late, or not at all. */
  async begin({ CdkLightsailMetricExport: request }: MetricExportEvent): Promise<void> {
    const run = Date.parse(request.ScheduledTime);
    if (run % GRID !== 0) throw new Error(`A metric export runs at multiples of ${GRID / MINUTE} minutes; got ${request.ScheduledTime}.`);
    const log = this.log(request);
    const began = this.props.now();
    if (began > run + CLAIM_LIMIT) return log({ decision: 'too-late', error: 'the next run does the work of this one' });
    const before = await findRunBefore(request, this.props);
    if (!before) log({ decision: 'first-run', error: 'it is not certain what was put before: the next run exports what is published from now on' });
    const left = tasksOf(request, before?.run).map(({ id }) => id);
    const { run: previous, unavailable = [] } = before ?? {};
    await this.part({ request, ...previous !== undefined && { previous }, began, part: 1, left, unavailable, reporting: [] });
  }

  /** A run that comes back from the waiter, for what it could not do at once. */
  async resume(state: WaiterState<MetricExportContinuation>): Promise<WaiterState<MetricExportContinuation>> {
    const { continuation: { request, left, part }, continuation, failure, functionName } = state;
    const log = this.log(request);
    if (failure) log({ decision: 'give-up', part, left: left.length, error: waiterFailureText(failure, NEXT_RUN) });
    else await this.part(continuation);
    return { done: true, functionName, seconds: 0, continuation };
  }

  /** Reads, then claims, then puts: who dies in between has put nothing, or will not put it again. */
  private async part({ request, previous, began, part, left, unavailable, reporting }: Start): Promise<void> {
    const { claims, functionName, now } = this.props;
    const run = Date.parse(request.ScheduledTime);
    const log = logWith(this.log(request), { part: String(part) });
    const limit = run + (part === 1 ? CLAIM_LIMIT : PARTS_LIMIT);
    const claimUntil = Math.min(limit, now() + CLAIMING_LIMIT);
    const due = new Set(left);
    const { result, comparison } = await this.look(request, tasksOf(request, previous).filter(({ id }) => due.has(id)), {
      until: Math.min(now() + READING_LIMIT, limit),
      isDenialFinal: part > 1 && now() >= began + DENIAL_LIMIT,
      knownUnavailable: unavailable,
    });

    const known = new Set([...unavailable, ...reporting]);
    const fresh = result.unavailable.filter((entry) => !known.has(unavailableKey(entry)));
    const continuation: MetricExportContinuation = {
      kind: 'metric-export',
      request,
      ...previous !== undefined && { previous },
      began,
      part: part + 1,
      left: result.left.map(({ id }) => id),
      unavailable: stillUnavailable(unavailable, result.readings.map(({ metric }) => metric), metricsOf(request)),
      reporting: [...reporting, ...fresh.map(unavailableKey)],
      nonce: randomUUID(),
    };
    const claimed = await claims.take(claimName(request, run, part), {
      // Nothing is left: the execution is the claim, and no more.
      done: result.left.length === 0,
      functionName,
      seconds: this.pause(continuation, result),
      continuation,
    }, claimUntil);
    if (claimed === 'too-late') return log({ decision: 'too-late', left: left.length });
    if (claimed === 'taken') return log({ decision: 'claimed-already' });

    const put = await putAll(request, comparison.additions, { ...this.props, log });
    log({ decision: 'exported', windows: result.readings.length, datapoints: put, left: result.left.length, error: result.because });
    if (comparison.surplus > 0) log({ decision: 'surplus', datapoints: comparison.surplus, error: 'CloudWatch has more of them than Lightsail' });
    if (fresh.length > 0) await this.report(continuation, fresh, log);
  }

  private async look(
    request: MetricExportRequest, tasks: readonly Task[], props: Omit<ReadAllProps, 'lightsail' | 'now'>,
  ): Promise<{ readonly result: ReadResult; readonly comparison: Comparison }> {
    const { lightsail, cloudWatch, now } = this.props;
    const result = await readAll(tasks, { ...props, lightsail, now });
    try {
      return { result, comparison: await compare(request, result.readings, cloudWatch) };
    } catch (error) {
      const { type, code, message } = classify(error);
      if (type !== 'later') throw error;
      // Without an answer, what must be asked for waits; what need not be is put.
      const readings = result.readings.filter(({ window }) => !window.ask);
      const left = [...result.left, ...result.readings.filter(({ window }) => window.ask)];
      const waiting: ReadResult = { ...result, readings, left, because: `${code}: ${message}`, obstacle: 'refused' };
      return { result: waiting, comparison: await compare(request, readings, cloudWatch) };
    }
  }

  /**
   * Once, as long as it is unavailable: the claims carry what is on record as reported. The next run must find the record, so
   * what is found shortly before it begins is left to it.
   */
  private async report({ request, part, ...claim }: MetricExportContinuation, fresh: readonly UnavailableMetric[], log: Log): Promise<void> {
    const { claims, functionName, notices, now } = this.props;
    const run = Date.parse(request.ScheduledTime);
    if (now() > run + CLAIM_LIMIT) return;
    const { taken, error } = await notices.publish(request, fresh, now());
    for (const { kind, resourceName, metric, reason } of taken) log({ decision: 'not-exported', kind, resource: resourceName, metric, error: reason });
    if (error !== undefined) log({ decision: 'not-reported', metrics: fresh.length - taken.length, error });
    if (taken.length === 0) return;
    const record: MetricExportContinuation = {
      ...claim, request: { ...request, Resources: [] }, part, left: [], unavailable: taken.map(unavailableKey), reporting: [],
    };
    try {
      await claims.take(reportName(request, run, part - 1), { done: true, functionName, seconds: 0, continuation: record }, now() + 20 * SECOND);
    } catch (failure) {
      const { code, message } = classify(failure);
      log({ decision: 'report-not-recorded', error: `${code}: ${message}; it is reported once more` });
    }
  }

  /** Seconds until the next part. */
  private pause({ request, part, began }: MetricExportContinuation, { obstacle }: ReadResult): number {
    switch (obstacle) {
      case 'refused': return waitSeconds({
        pace: 'setback', attempt: part - 2, age: 0, remaining: PARTS_LIMIT / SECOND, seed: claimName(request, 0, part - 1),
      }) ?? 60;
      case 'denied': return Math.max(1, Math.ceil((began + DENIAL_LIMIT - this.props.now()) / SECOND));
      case undefined: return 1;
    }
  }

  private log({ LogicalId, ScheduledTime, Namespace }: MetricExportRequest): Log {
    return logWith(this.props.log, { request: 'metric-export', logicalId: LogicalId, namespace: Namespace, scheduledTime: ScheduledTime });
  }
}
