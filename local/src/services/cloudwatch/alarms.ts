import { alarmMessage } from './alarm-message';
import { watched } from './alarm-properties';
import { type Find, valuesOf } from './metric-queries';
import { cloudWatchState, type StoredAlarm } from './state';
import type { Account } from '../../core/account';
import { type AlarmState, verdict } from '../../core/alarm-verdict';
import { ServiceError } from '../../core/service';
import { servicePrincipal } from '../../core/service-principal';

const JUDGE = 'cloudwatch:judge';
const MINUTE = 60_000;
/** How many periods more than needed are looked at: data may be late. CloudWatch says only that there are some. */
const MORE_PERIODS = 3;

/** Judges alarms every minute, and tells topics of changes. */
export class Alarms {
  constructor(private readonly account: Account, private readonly find: (region: string) => Find) {
    account.scheduledTasks.on(JUDGE, async (payload) => this.judge(String(payload)));
  }

  put(alarm: StoredAlarm): void {
    const { alarms } = cloudWatchState(this.account);
    this.cancel(alarms[alarm.arn]);
    alarms[alarm.arn] = alarm;
    this.arrange(alarm);
  }

  remove(arn: string): void {
    const { alarms } = cloudWatchState(this.account);
    this.cancel(alarms[arn]);
    delete alarms[arn];
  }

  private cancel(alarm: StoredAlarm | undefined): void {
    if (alarm?.appointment !== undefined) this.account.scheduledTasks.cancel(alarm.appointment);
  }

  private arrange(alarm: StoredAlarm): void {
    const next = (Math.floor(this.account.clock.now() / MINUTE) + 1) * MINUTE;
    alarm.appointment = this.account.scheduledTasks.add(next, JUDGE, alarm.arn);
  }

  private async judge(arn: string): Promise<void> {
    const alarm = cloudWatchState(this.account).alarms[arn];
    if (!alarm) return;
    this.arrange(alarm);
    const after = verdict(this.values(alarm), alarm, alarm.state);
    if (after !== alarm.state) await this.change(alarm, after);
  }

  /** The newest values; those that are missing only as far as there are not enough others. */
  private values(alarm: StoredAlarm): Array<number | undefined> {
    const { queries, evaluationPeriods, region } = alarm;
    const { query, period } = watched(queries);
    const to = Math.floor(this.account.clock.now() / period) * period;
    const found = valuesOf(queries, query, to - (evaluationPeriods + MORE_PERIODS) * period, to, this.find(region));
    const values: Array<number | undefined> = [...found].slice(0, evaluationPeriods).map(([, value]) => value);
    while (values.length < evaluationPeriods) values.push(undefined);
    return values;
  }

  private async change(alarm: StoredAlarm, state: AlarmState): Promise<void> {
    const before = alarm.state;
    alarm.state = state;
    alarm.history.push({ at: this.account.clock.now(), state });
    if (!alarm.actionsEnabled) return;
    for (const arn of alarm.actions[state]) await this.tell(alarm, before, arn);
  }

  private async tell(alarm: StoredAlarm, before: AlarmState, topicArn: string): Promise<void> {
    const Message = alarmMessage(alarm, before, this.account.id, this.account.clock.now());
    const caller = servicePrincipal(this.account, 'cloudwatch.amazonaws.com', alarm.arn, { owner: true });
    try {
      await this.account.call({
        service: 'sns', region: alarm.region, operation: 'Publish', input: { TopicArn: topicArn, Message }, caller,
      });
    } catch (error) {
      // As in the cloud: the alarm's history would show it, nobody else is told. The account's list of calls shows it here.
      if (!(error instanceof ServiceError)) throw error;
    }
  }
}
