import {
  METRIC_NAMESPACE, MetricDimension, RESULT_SOURCE, ResultDetailType, ScheduleMetricName, type ScheduleResult,
} from '../../src/schedules/schedule-contract';
import { AwsError } from '../aws/aws-error';
import type { JsonClient } from '../aws/json-client';

/** Where results go. */
export interface Results {
  /** Tells it to the event bus. */
  tell(result: ScheduleResult): Promise<void>;
  /** Counts it in the metrics, at this time: alarms do not look far back. Never repeated by itself: a second time would count again. */
  count(result: ScheduleResult, at: number): Promise<void>;
  /** The age of the newest snapshot of each source, in seconds. */
  tellAges(schedule: Pick<ScheduleResult, 'stackName' | 'schedule'>, ages: readonly number[], at: number): Promise<void>;
}

type Datum = readonly [name: string, value: number, unit: 'Count' | 'Seconds'];

/** CloudWatch takes a thousand at once. */
const MAX_DATA = 1000;

export class EventsAndMetrics implements Results {
  /**
   * @param events may repeat a call that the network lost
   * @param cloudWatch may not
   */
  constructor(private readonly events: JsonClient, private readonly cloudWatch: JsonClient) {}

  async tell(result: ScheduleResult): Promise<void> {
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
    // The call itself was taken: that the entry was not is told in its body alone.
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

  async tellAges(schedule: Pick<ScheduleResult, 'stackName' | 'schedule'>, ages: readonly number[], at: number): Promise<void> {
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
