import { alarmMessage } from './alarm-message';
import { watched } from './alarm-properties';
import { type Judged, reasonFor } from './alarm-reason';
import { type Find, valuesOf } from './metric-queries';
import { cloudWatchState, type StoredAlarm } from './state';
import type { Account } from '../../core/account';
import { type AlarmState, verdict } from '../../core/alarm-verdict';
import { ServiceError } from '../../core/service';
import { servicePrincipal } from '../../core/service-principal';

const JUDGE = 'cloudwatch:judge';
const MINUTE = 60_000;
/** CloudWatch tells of changes for so long. */
const HISTORY = 30 * 24 * 60 * MINUTE;
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
    const judged = this.values(alarm);
    const values = Array.from({ length: alarm.evaluationPeriods }, (_, index) => judged[index]?.value);
    const after = verdict(values, alarm, alarm.state);
    if (after !== alarm.state) await this.change(alarm, after, judged);
  }

  /** The newest values, as many as are needed if there are so many. */
  private values(alarm: StoredAlarm): Judged[] {
    const { queries, evaluationPeriods, region } = alarm;
    const { query, period } = watched(queries);
    const to = Math.floor(this.account.clock.now() / period) * period;
    const found = valuesOf(queries, query, to - (evaluationPeriods + MORE_PERIODS) * period, to, this.find(region));
    return [...found].slice(0, evaluationPeriods).map(([begin, value]) => ({ begin, value }));
  }

  private async change(alarm: StoredAlarm, state: AlarmState, judged: readonly Judged[]): Promise<void> {
    const now = this.account.clock.now();
    const before = alarm.state;
    Object.assign(alarm, { state, since: now, reason: reasonFor(alarm, judged, before, state) });
    alarm.history = [...alarm.history.filter(({ at }) => at > now - HISTORY), { at: now, state }];
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
