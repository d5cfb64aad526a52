import type { AlarmChanges } from './alarm-changes';
import { watched } from './alarm-properties';
import { type Judged, reasonFor } from './alarm-reason';
import { AnomalyBands, type Band } from './anomaly-band';
import { type Find, valuesOf } from './metric-queries';
import { cloudWatchState, type StoredAlarm } from './state';
import type { Account } from '../../core/account';
import { verdict } from '../../core/alarm-verdict';

const JUDGE = 'cloudwatch:judge';
const MINUTE = 60_000;
/** How many periods more than needed are looked at: data may be late. CloudWatch says only that there are some. */
const MORE_PERIODS = 3;

/** Judges alarms on metrics every minute. */
export class Alarms {
  private readonly bands: AnomalyBands;

  constructor(private readonly account: Account, private readonly find: (region: string) => Find, private readonly changes: AlarmChanges) {
    this.bands = new AnomalyBands(account, find);
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
    const band = alarm.bandId === undefined ? undefined : this.bands.around(alarm.region, alarm.queries, alarm.bandId);
    // Without a band nothing can be said of a value.
    const judged = alarm.bandId !== undefined && !band ? [] : this.values(alarm, band);
    const values = Array.from({ length: alarm.evaluationPeriods }, (_, index) => judged[index]?.judgedValue ?? judged[index]?.value);
    const rule = band ? { ...alarm, comparisonOperator: 'GreaterThanOrEqualToThreshold' } : alarm;
    const after = verdict(values, rule, alarm.state);
    if (after !== alarm.state) await this.changes.change(alarm, after, reasonFor(alarm, judged, alarm.state, after, band));
  }

  /** The newest values, as many as are needed if there are so many. */
  private values(alarm: StoredAlarm, band: Band | undefined): Judged[] {
    const { queries, evaluationPeriods, region } = alarm;
    const { query, period } = watched(alarm);
    const to = Math.floor(this.account.clock.now() / period) * period;
    const found = valuesOf(queries, query, to - (evaluationPeriods + MORE_PERIODS) * period, to, this.find(region));
    return [...found].slice(0, evaluationPeriods).map(([begin, value]) => ({
      begin, value, ...band && { judgedValue: outside(value, band, alarm.comparisonOperator) },
    }));
  }
}

/** 1 if the value is on a side of the band that counts. */
function outside(value: number, { lower, upper }: Band, operator: string): number {
  const low = operator !== 'GreaterThanUpperThreshold' && value < lower;
  const high = operator !== 'LessThanLowerThreshold' && value > upper;
  return low || high ? 1 : 0;
}
