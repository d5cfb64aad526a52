import type { AlarmChanges } from './alarm-changes';
import { readAlarm } from './alarm-properties';
import type { Alarms } from './alarms';
import { detectorView, putDetector, readDetector, removeDetector } from './anomaly-detectors';
import { readCompositeAlarm } from './composite-alarm-properties';
import type { CompositeAlarms } from './composite-alarms';
import { alarmArn, cloudWatchState, findAlarm, isComposite, seriesKey, situationOf } from './state';
import type { Account } from '../../core/account';
import type { AlarmState } from '../../core/alarm-verdict';
import { type ApiCall, NotSupportedError, ServiceError } from '../../core/service';

type Operation = (call: ApiCall) => Promise<Record<string, unknown>>;

const STATES: readonly unknown[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] satisfies AlarmState[];
const MOST_DELETED = 100;

/** What makes, changes and removes alarms and anomaly detectors without a template. */
export class AlarmOperations {
  readonly all: Readonly<Record<string, Operation>> = {
    PutMetricAlarm: (call) => this.putMetricAlarm(call),
    PutCompositeAlarm: (call) => this.putCompositeAlarm(call),
    DeleteAlarms: (call) => this.deleteAlarms(call),
    SetAlarmState: (call) => this.setAlarmState(call),
    EnableAlarmActions: (call) => this.enable(call, true),
    DisableAlarmActions: (call) => this.enable(call, false),
    PutAnomalyDetector: (call) => this.putAnomalyDetector(call),
    DeleteAnomalyDetector: (call) => this.deleteAnomalyDetector(call),
    DescribeAnomalyDetectors: (call) => this.describeAnomalyDetectors(call),
  };

  constructor(
    private readonly account: Account,
    private readonly alarms: Alarms,
    private readonly composites: CompositeAlarms,
    private readonly changes: AlarmChanges,
  ) {}

  private async putMetricAlarm({ input, region }: ApiCall): Promise<Record<string, unknown>> {
    const [name, arn] = this.newAlarm(input, region, false);
    this.alarms.put({ ...situationOf(this.account, arn), ...readAlarm(input), arn, name, region, configuredAt: this.account.clock.now() });
    return {};
  }

  private async putCompositeAlarm({ input, region }: ApiCall): Promise<Record<string, unknown>> {
    const [name] = this.newAlarm(input, region, true);
    await this.composites.put(readCompositeAlarm(this.account, region, name, input));
    return {};
  }

  /** A name is an alarm's of one kind. */
  private newAlarm(input: ApiCall['input'], region: string, composite: boolean): [name: string, arn: string] {
    if (Array.isArray(input.Tags) && input.Tags.length > 0) throw new NotSupportedError('tags of alarms of CloudWatch');
    const name = String(input.AlarmName ?? '');
    if (name === '') throw new ServiceError('ValidationError', 'The parameter AlarmName is required.');
    const arn = alarmArn(this.account, region, name);
    const known = findAlarm(this.account, arn);
    if (known && isComposite(known) !== composite) {
      throw new ServiceError('ValidationError', `An alarm named ${name} of another type already exists.`);
    }
    return [name, arn];
  }

  /** As CloudWatch does: all of them or none. */
  private async deleteAlarms({ input, region }: ApiCall): Promise<Record<string, unknown>> {
    const arns = ((input.AlarmNames ?? []) as string[]).map((name) => alarmArn(this.account, region, name));
    if (arns.length > MOST_DELETED) throw new ServiceError('ValidationError', `At most ${MOST_DELETED} alarms.`);
    const found = arns.map((arn) => findAlarm(this.account, arn) ?? missing());
    if (found.filter(isComposite).length > 1 || (found.length > 1 && found.some(isComposite))) {
      throw new ServiceError('ValidationError', 'A composite alarm has to be deleted by itself.');
    }
    for (const { arn } of found) this.composites.checkUnused(arn, arns);
    for (const { arn } of found) {
      this.alarms.remove(arn);
      this.composites.remove(arn);
    }
    return {};
  }

  /** Until the alarm is judged again. */
  private async setAlarmState({ input, region }: ApiCall): Promise<Record<string, unknown>> {
    const alarm = findAlarm(this.account, alarmArn(this.account, region, String(input.AlarmName))) ?? missing();
    if (!STATES.includes(input.StateValue)) throw new ServiceError('ValidationError', `The value ${String(input.StateValue)} for parameter StateValue is invalid.`);
    if (input.StateReasonData !== undefined) throw new NotSupportedError('StateReasonData in this call of CloudWatch');
    if (alarm.state !== input.StateValue) await this.changes.change(alarm, input.StateValue as AlarmState, String(input.StateReason ?? ''));
    return {};
  }

  private async enable({ input, region }: ApiCall, enabled: boolean): Promise<Record<string, unknown>> {
    for (const name of (input.AlarmNames ?? []) as string[]) {
      const alarm = findAlarm(this.account, alarmArn(this.account, region, name));
      if (alarm) alarm.actionsEnabled = enabled;
    }
    return {};
  }

  private async putAnomalyDetector({ input, region }: ApiCall): Promise<Record<string, unknown>> {
    putDetector(this.account, readDetector(region, input));
    return {};
  }

  private async deleteAnomalyDetector({ input, region }: ApiCall): Promise<Record<string, unknown>> {
    removeDetector(this.account, readDetector(region, input).id);
    return {};
  }

  private async describeAnomalyDetectors({ input, region }: ApiCall): Promise<Record<string, unknown>> {
    const { Namespace: namespace, MetricName: name, Dimensions: dimensions } = input;
    if (dimensions !== undefined) throw new NotSupportedError('Dimensions in this call of CloudWatch');
    const found = Object.values(cloudWatchState(this.account).detectors)
      .filter(({ region: of, metric }) => of === region
        && (namespace ?? metric.namespace) === metric.namespace
        && (name ?? metric.metricName) === metric.metricName)
      .sort((one, other) => (seriesKey(region, one.metric) < seriesKey(region, other.metric) ? -1 : 1));
    return { AnomalyDetectors: found.map(detectorView) };
  }
}

function missing(): never {
  throw new ServiceError('ResourceNotFound', 'The alarm does not exist.', 404);
}
