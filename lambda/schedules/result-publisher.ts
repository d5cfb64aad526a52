import {
  METRIC_NAMESPACE, MetricDimension, RESULT_SOURCE, ResultDetailType, ScheduleMetricName, type ScheduleResult,
} from '../../src/schedules/schedule-contract';
import { AwsError } from '../aws/aws-error';
import { NetworkError } from '../aws/http';
import type { JsonClient } from '../aws/json-client';
import { waitSeconds } from '../engine/wait-policy';
import { classify } from '../lightsail/errors';
import { wasRefused } from '../lightsail/was-refused';
import type { Log } from '../log';

/** What results are published to. */
export interface ResultChannels {
  /** Sends it to the event bus. */
  sendEvent(result: ScheduleResult): Promise<void>;
  /** Counts it in the metrics, at this time: alarms do not look far back. Never repeated by itself: a second time would count again. */
  count(result: ScheduleResult, at: number): Promise<void>;
  /** The age of the newest snapshot of each source, in seconds. */
  putAges(schedule: Pick<ScheduleResult, 'stackName' | 'schedule'>, ages: readonly number[], at: number): Promise<void>;
}

type Datum = readonly [name: string, value: number, unit: 'Count' | 'Seconds'];

/** CloudWatch takes a thousand at once. */
const MAX_DATA = 1000;

export class EventsAndMetrics implements ResultChannels {
  /**
   * @param events may repeat a call that the network lost
   * @param cloudWatch may not
   */
  constructor(private readonly events: JsonClient, private readonly cloudWatch: JsonClient) {}

  async sendEvent(result: ScheduleResult): Promise<void> {
    const { FailedEntryCount: failed, Entries: entries } = await this.events.call('PutEvents', {
      Entries: [{
        Source: RESULT_SOURCE,
        DetailType: ResultDetailType[result.result],
        Detail: JSON.stringify(result),
        Resources: [result.scheduleArn],
        Time: Date.parse(result.endedTime) / 1000,
      }],
    });
    if (failed === 0 || failed === undefined) return;
    const [{ ErrorCode = 'UnknownError', ErrorMessage = '' } = {}] = (Array.isArray(entries) ? entries : []) as Array<Record<string, string>>;
    // The call itself was taken: only its body says that the entry was not.
    throw new AwsError(ErrorCode, ErrorMessage, /^(Internal|Throttling)/.test(ErrorCode) ? 500 : 400);
  }

  async count(result: ScheduleResult, at: number): Promise<void> {
    const counted = (kind: ScheduleResult['result']) => (result.result === kind ? 1 : 0);
    await this.putMetrics(result, at, [
      // The zeros end the alarm that a failure raised.
      [ScheduleMetricName.SUCCEEDED, counted('succeeded'), 'Count'],
      [ScheduleMetricName.FAILED, counted('failed'), 'Count'],
      [ScheduleMetricName.SKIPPED, counted('skipped'), 'Count'],
      ...result.result === 'succeeded' ? [[ScheduleMetricName.DURATION, result.durationSeconds, 'Seconds'] as const] : [],
    ]);
  }

  async putAges(schedule: Pick<ScheduleResult, 'stackName' | 'schedule'>, ages: readonly number[], at: number): Promise<void> {
    const data = ages.map((age): Datum => [ScheduleMetricName.AGE, age, 'Seconds']);
    for (let i = 0; i < data.length; i += MAX_DATA) await this.putMetrics(schedule, at, data.slice(i, i + MAX_DATA));
  }

  private async putMetrics(schedule: Pick<ScheduleResult, 'stackName' | 'schedule'>, at: number, data: readonly Datum[]): Promise<void> {
    const dimensions = [
      { Name: MetricDimension.STACK, Value: schedule.stackName },
      { Name: MetricDimension.SCHEDULE, Value: schedule.schedule },
    ];
    await this.cloudWatch.call('PutMetricData', {
      Namespace: METRIC_NAMESPACE,
      MetricData: data.map(([name, value, unit]) => ({
        MetricName: name, Value: value, Unit: unit, Dimensions: dimensions, Timestamp: Math.floor(at / 1000),
      })),
    });
  }
}

/** What a result is published by, in this order: the event says everything, and can come twice. */
type Channel = 'event' | 'metrics';
export const CHANNELS: readonly Channel[] = ['event', 'metrics'];

/** A result, and the channels that have not taken it yet. Plain data: the waiter carries it. */
export interface Unpublished {
  readonly result: ScheduleResult;
  readonly left: readonly Channel[];
  /** When it was published for the first time. Milliseconds. */
  readonly since: number;
  readonly attempt: number;
}

/** How long publishing is tried. After that the waiter's execution fails, where somebody may see it. */
const LIMIT_MILLISECONDS = 15 * 60_000;

export interface PublishProps {
  readonly channels: ResultChannels;
  readonly now: () => number;
  readonly seed: string;
  readonly log: Log;
}

/** Publishes a result to the channels that have not taken it. Returns what is to be published later; undefined: nothing. */
export async function publish(
  unpublished: Unpublished, { channels, now, seed, log }: PublishProps,
): Promise<{ readonly seconds: number; readonly unpublished: Unpublished } | undefined> {
  const { result, since, attempt } = unpublished;
  const left: Channel[] = [];
  let because = '';
  for (const channel of unpublished.left) {
    try {
      await (channel === 'event' ? channels.sendEvent(result) : channels.count(result, now()));
    } catch (error) {
      const { code, message } = classify(error);
      because = `${code}: ${message}`;
      const again = channel === 'event' || mayCountAgain(result, error);
      log({ decision: again ? 'publish-again' : 'counted-or-not', channel, error: because });
      if (again) left.push(channel);
    }
  }
  if (left.length === 0) return undefined;
  const seconds = waitSeconds({ pace: 'setback', attempt, age: 0, seed, remaining: (since + LIMIT_MILLISECONDS - now()) / 1000 });
  if (seconds === undefined) throw new Error(`The run ${result.result}, and this could not be published (${left.join(', ')}): ${because}`);
  return { seconds, unpublished: { ...unpublished, left, attempt: attempt + 1 } };
}

/**
 * Whether what may have been counted is counted once more. A failure is: the alarm must go off, and one that went off does
 * not mind. Anything else is not: sums must not grow by what did not happen.
 */
function mayCountAgain({ result }: ScheduleResult, error: unknown): boolean {
  return result === 'failed' || wasRefused(error) || (error instanceof NetworkError && NEVER_SENT.has(error.code));
}

/** There was no connection by which anything could have been sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
