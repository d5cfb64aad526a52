import type { Datapoint, LightsailMetrics } from './lightsail-metrics';
import type { Task } from './tasks';
import { type UnavailableMetric, unavailableKey } from './unavailable-metrics';
import { fewAtOnce } from '../engine/concurrency';
import { classify } from '../lightsail/errors';

/** What Lightsail has of a metric in a window. */
export interface Reading extends Task {
  readonly points: readonly Datapoint[];
}

export interface ReadResult {
  readonly readings: readonly Reading[];
  /** What could not be read now: throttled, or there was no time or room. */
  readonly left: readonly Task[];
  readonly missing: readonly UnavailableMetric[];
  /** Why something is left. */
  readonly because?: string;
  /** A call was refused for now: another one may be, too. */
  readonly refused: boolean;
}

export interface ReadAllProps {
  readonly lightsail: LightsailMetrics;
  readonly now: () => number;
  /** Nothing is begun after this time. */
  readonly until: number;
  /** Whether nobody tries it again: what is still not permitted will not be. */
  readonly lastTry: boolean;
}

/** What one invocation holds in its memory, with what CloudWatch has of the same times. */
const MAX_DATAPOINTS = 20_000;

/** One that cannot be read does not stop the others; a call that is throttled stops the rest. */
export async function readAll(tasks: readonly Task[], { lightsail, now, until, lastTry }: ReadAllProps): Promise<ReadResult> {
  const readings: Reading[] = [];
  const left: Task[] = [];
  const missing = new Map<string, UnavailableMetric>();
  let because: string | undefined;
  let refused = false;
  let datapoints = 0;

  async function readUnlessEnough(task: Task): Promise<void> {
    if (now() >= until) because ??= 'no time is left';
    if (datapoints >= MAX_DATAPOINTS) because ??= `${MAX_DATAPOINTS} datapoints are enough for one invocation`;
    if (because !== undefined) left.push(task);
    else if (!isMissing(task)) await readOne(task);
  }

  function isMissing({ metric: { kind, resourceName, name } }: Task): boolean {
    return missing.has(unavailableKey({ kind, resourceName })) || missing.has(unavailableKey({ kind, resourceName, metric: name }));
  }

  async function readOne(task: Task): Promise<void> {
    try {
      const points = await lightsail.read(task.metric, task.window);
      datapoints += points.length;
      readings.push({ ...task, points });
    } catch (error) {
      const { type, code, message } = classify(error);
      // A permission may still be spreading, and a defect is none of the metric's: the run fails, and is tried again.
      if (type === 'defect' || (type === 'denied' && !lastTry)) throw error;
      if (type === 'later') {
        because = `${code}: ${message}`;
        refused = true;
        left.push(task);
        return;
      }
      const { kind, resourceName, name } = task.metric;
      const entry = { kind, resourceName, ...type !== 'not-found' && type !== 'denied' && { metric: name }, reason: `${code}: ${message}` };
      missing.set(unavailableKey(entry), entry);
    }
  }

  await fewAtOnce(tasks, readUnlessEnough);
  return { readings, left, missing: [...missing.values()], because, refused };
}
