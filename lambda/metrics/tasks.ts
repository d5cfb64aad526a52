import { type MetricToExport, metricsOf } from './export-event';
import { type Window, windowsOf } from './windows';
import type { MetricExportRequest } from '../../src/metrics/metric-export-contract';

/** One call of Lightsail: a window of a metric. */
export interface Task {
  /** What continuations name it by. */
  readonly id: number;
  readonly metric: MetricToExport;
  readonly window: Window;
}

/** More looks than any period has. */
const LOOKS = 10;

/** All that a run has to do. The same for the same request and run before it. */
export function tasksOf(request: MetricExportRequest, previous: number | undefined): Task[] {
  const run = Date.parse(request.ScheduledTime);
  return metricsOf(request).flatMap((metric, index) => windowsOf(metric.period, run, previous).map((window) => ({
    id: index * LOOKS + window.look, metric, window,
  })));
}
