import type { MetricToExport } from './export-event';
import type { Datapoint, LightsailMetrics } from './lightsail-metrics';
import { type Missing, missingKey } from './missing';
import type { Window } from './windows';
import { classify } from '../lightsail/errors';

/** What Lightsail has of a metric in the windows of a run. */
export interface Reading {
  readonly metric: MetricToExport;
  readonly parts: ReadonlyArray<{ readonly window: Window; readonly points: readonly Datapoint[] }>;
}

export interface ReadResult {
  readonly readings: readonly Reading[];
  /** What could not be read now: throttled, or there was no time. */
  readonly left: readonly MetricToExport[];
  readonly missing: readonly Missing[];
  /** Why something is left. */
  readonly because?: string;
}

export interface ReadAllProps {
  readonly lightsail: LightsailMetrics;
  readonly windows: (metric: MetricToExport) => readonly Window[];
  readonly now: () => number;
  /** Nothing is begun after this time. */
  readonly until: number;
}

const AT_ONCE = 4;

/** Reads each metric's windows. One that cannot be read does not stop the others; a call that is throttled stops the rest. */
export async function readAll(metrics: readonly MetricToExport[], { lightsail, windows, now, until }: ReadAllProps): Promise<ReadResult> {
  const readings: Reading[] = [];
  const left: MetricToExport[] = [];
  const missing = new Map<string, Missing>();
  const queue = [...metrics];
  let because: string | undefined;

  async function work(): Promise<void> {
    for (let metric = queue.shift(); metric; metric = queue.shift()) {
      if (because === undefined && now() >= until) because = 'no time is left';
      if (because !== undefined) left.push(metric);
      else if (!missing.has(missingKey({ kind: metric.kind, resourceName: metric.resourceName }))) await readOne(metric);
    }
  }

  async function readOne(metric: MetricToExport): Promise<void> {
    try {
      const parts = [];
      for (const window of windows(metric)) parts.push({ window, points: await lightsail.read(metric, window) });
      readings.push({ metric, parts });
    } catch (error) {
      const { type, code, message } = classify(error);
      // Nothing can be read without permission, and a defect is none of the metric's: the run fails, and says so.
      if (type === 'denied' || type === 'defect') throw error;
      if (type === 'later') {
        because = `${code}: ${message}`;
        left.push(metric);
        return;
      }
      const { kind, resourceName, name } = metric;
      const entry = { kind, resourceName, ...type !== 'not-found' && { metric: name }, reason: `${code}: ${message}` };
      missing.set(missingKey(entry), entry);
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, work));
  left.sort((one, other) => one.index - other.index);
  return { readings, left, missing: [...missing.values()], because };
}
