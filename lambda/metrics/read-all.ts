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
  /** What could not be read now: throttled, denied for now, or there was no time or room. */
  readonly left: readonly Task[];
  readonly unavailable: readonly UnavailableMetric[];
  /** Why something is left. */
  readonly because?: string;
  /** Why the next part should wait: `refused`: another call may be refused, too; `denied`: nothing but permissions is lacking. */
  readonly obstacle?: 'refused' | 'denied';
}

export interface ReadAllProps {
  readonly lightsail: LightsailMetrics;
  readonly now: () => number;
  /** Nothing is begun after this time. */
  readonly until: number;
  /** Whether what is denied now is denied for good: there was time enough for a fresh policy to spread. */
  readonly isDenialFinal: boolean;
  /** Keys of what was unavailable before: a denial is no news there. */
  readonly knownUnavailable: readonly string[];
}

/** What one invocation holds in its memory, with what CloudWatch has of the same times. */
const MAX_DATAPOINTS = 20_000;

/** One that cannot be read does not stop the others; a call that is throttled stops the rest. */
export async function readAll(tasks: readonly Task[], props: ReadAllProps): Promise<ReadResult> {
  const { lightsail, now, until, isDenialFinal } = props;
  const known = new Set(props.knownUnavailable);
  const readings: Reading[] = [];
  const left: Task[] = [];
  const unavailable = new Map<string, UnavailableMetric>();
  let because: string | undefined;
  let denied: string | undefined;
  let refused = false;
  let datapoints = 0;

  async function readUnlessEnough(task: Task): Promise<void> {
    if (now() >= until) because ??= 'no time is left';
    if (datapoints >= MAX_DATAPOINTS) because ??= `${MAX_DATAPOINTS} datapoints are enough for one invocation`;
    if (because !== undefined) left.push(task);
    else if (!isUnavailable(task)) await readOne(task);
  }

  function isUnavailable({ metric: { kind, resourceName, name } }: Task): boolean {
    return unavailable.has(mapKey({ kind, resourceName })) || unavailable.has(mapKey({ kind, resourceName, metric: name }));
  }

  async function readOne(task: Task): Promise<void> {
    try {
      const points = await lightsail.read(task.metric, task.window);
      datapoints += points.length;
      readings.push({ ...task, points });
    } catch (error) {
      const { type, code, message } = classify(error);
      const text = `${code}: ${message}`;
      // A defect has nothing to do with the metric: the run fails, and is tried again.
      if (type === 'defect') throw error;
      const { kind, resourceName, name } = task.metric;
      if (type === 'later') {
        because = text;
        refused = true;
        left.push(task);
      } else if (type === 'denied' && !isDenialFinal && !known.has(unavailableKey({ kind, resourceName }))) {
        denied ??= text;
        left.push(task);
      } else {
        const entry = { kind, resourceName, ...type !== 'not-found' && type !== 'denied' && { metric: name }, reason: text };
        unavailable.set(mapKey(entry), entry);
      }
    }
  }

  await fewAtOnce(tasks, readUnlessEnough);
  const obstacle = refused ? 'refused' : denied !== undefined && because === undefined ? 'denied' : undefined;
  return { readings, left, unavailable: [...unavailable.values()], because: because ?? denied, ...obstacle && { obstacle } };
}

function mapKey({ kind, resourceName, metric }: Pick<UnavailableMetric, 'kind' | 'resourceName' | 'metric'>): string {
  return [kind, resourceName, ...metric === undefined ? [] : [metric]].join(' ');
}
