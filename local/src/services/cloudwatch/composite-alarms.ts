import type { AlarmChanges } from './alarm-changes';
import { alarmsOf, holds, parseRule } from './composite-rule';
import { alarmArn, type AnyAlarm, cloudWatchState, findAlarm, type StoredCompositeAlarm } from './state';
import type { Account } from '../../core/account';
import type { AlarmState } from '../../core/alarm-verdict';
import { ServiceError } from '../../core/service';

const UNSUPPRESS = 'cloudwatch:unsuppress';

/** Judges composite alarms whenever another alarm changes, and keeps their actions back where a suppressor says so. */
export class CompositeAlarms {
  /** Those that are being judged: a circle of alarms is judged once around. */
  private readonly judging = new Set<string>();

  constructor(private readonly account: Account, private readonly changes: AlarmChanges) {
    changes.onChange((alarm, before) => this.heard(alarm, before));
    account.scheduledTasks.on(UNSUPPRESS, (payload) => this.waited(String(payload)));
  }

  async put(alarm: StoredCompositeAlarm): Promise<void> {
    const children = alarmsOf(parseRule(alarm.rule)).map((name) => this.arnOf(alarm.region, name));
    const missing = [...children, ...alarm.suppressor ? [alarm.suppressor.arn] : []]
      .filter((arn) => arn !== alarm.arn && !findAlarm(this.account, arn));
    if (missing.length > 0) {
      throw new ServiceError('ValidationError', `Could not save the composite alarm as alarms [${missing.join(', ')}] in the alarm rule do not exist.`);
    }
    const { composites } = cloudWatchState(this.account);
    const isNew = !Object.hasOwn(composites, alarm.arn);
    this.forget(composites[alarm.arn]);
    composites[alarm.arn] = alarm;
    await this.judge(alarm, `${alarm.arn} was ${isNew ? 'created' : 'updated'} and its alarm rule evaluates to`);
  }

  remove(arn: string): void {
    const { composites } = cloudWatchState(this.account);
    this.forget(composites[arn]);
    delete composites[arn];
  }

  /** Refuses to remove an alarm that composite alarms need, unless they are removed as well. */
  checkUnused(arn: string, removed: readonly string[] = []): void {
    const users = Object.values(cloudWatchState(this.account).composites).filter((user) => user.arn !== arn && !removed.includes(user.arn)
      && (user.suppressor?.arn === arn || alarmsOf(parseRule(user.rule)).some((name) => this.arnOf(user.region, name) === arn)));
    if (users.length === 0) return;
    const name = findAlarm(this.account, arn)?.name ?? arn;
    throw new ServiceError('ValidationError', `Cannot delete ${name} as there are composite alarm(s) depending on it.`);
  }

  /** Brings the alarm into the state that its rule says. */
  private async judge(alarm: StoredCompositeAlarm, because: string, ofChild = false): Promise<void> {
    const stateOf = (name: string) => findAlarm(this.account, this.arnOf(alarm.region, name))?.state;
    const state = holds(parseRule(alarm.rule), stateOf) ? 'ALARM' : 'OK';
    if (state === alarm.state || this.judging.has(alarm.arn)) return;
    this.judging.add(alarm.arn);
    try {
      this.forget(alarm);
      await this.changes.change(alarm, state, ofChild ? because : `${because} ${state}`, (before) => this.keepsBack(alarm, before));
    } finally {
      this.judging.delete(alarm.arn);
    }
  }

  private async heard(changed: AnyAlarm, before: AlarmState): Promise<void> {
    const because = `${changed.arn} transitioned to ${changed.state} at ${inWords(changed.since)}`;
    for (const alarm of Object.values(cloudWatchState(this.account).composites)) {
      if (alarm.arn === changed.arn) continue;
      if (alarm.suppressor?.arn === changed.arn) this.suppressorChanged(alarm, before, changed.state);
      if (alarmsOf(parseRule(alarm.rule)).some((name) => this.arnOf(alarm.region, name) === changed.arn)) await this.judge(alarm, because, true);
    }
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-suppression.html */
  private keepsBack(alarm: StoredCompositeAlarm, before: AlarmState): boolean {
    if (!alarm.suppressor) return false;
    const suppresses = findAlarm(this.account, alarm.suppressor.arn)?.state === 'ALARM';
    if (suppresses) alarm.suppressed = { by: 'Alarm', before };
    else this.suppressFor(alarm, 'WaitPeriod', alarm.suppressor.waitPeriod, before);
    return true;
  }

  private suppressorChanged(alarm: StoredCompositeAlarm, before: AlarmState, state: AlarmState): void {
    const { suppressed, suppressor } = alarm;
    if (!suppressed || !suppressor) return;
    if (state === 'ALARM') {
      this.forget(alarm);
      alarm.suppressed = { by: 'Alarm', before: suppressed.before };
    } else if (before === 'ALARM' && suppressed.by === 'Alarm') {
      this.suppressFor(alarm, 'ExtensionPeriod', suppressor.extensionPeriod, suppressed.before);
    }
  }

  private suppressFor(alarm: StoredCompositeAlarm, by: 'WaitPeriod' | 'ExtensionPeriod', milliseconds: number, before: AlarmState): void {
    const appointment = this.account.scheduledTasks.add(this.account.clock.now() + milliseconds, UNSUPPRESS, alarm.arn);
    alarm.suppressed = { by, before, appointment };
  }

  /** Nothing has kept the actions back for good: now they are done. */
  private async waited(arn: string): Promise<void> {
    const alarm = cloudWatchState(this.account).composites[arn];
    const { suppressed } = alarm ?? {};
    if (!suppressed) return;
    delete alarm.suppressed;
    await this.changes.act(alarm, suppressed.before);
  }

  private forget(alarm: StoredCompositeAlarm | undefined): void {
    if (alarm?.suppressed?.appointment !== undefined) this.account.scheduledTasks.cancel(alarm.suppressed.appointment);
    if (alarm) delete alarm.suppressed;
  }

  private arnOf(region: string, alarm: string): string {
    return alarm.startsWith('arn:') ? alarm : alarmArn(this.account, region, alarm);
  }
}

/** `Friday 14 August, 2020 01:30:28 UTC` */
function inWords(at: number): string {
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options }).format(at);
  const date = new Date(at).toISOString();
  return `${part({ weekday: 'long' })} ${date.slice(8, 10)} ${part({ month: 'long' })}, ${date.slice(0, 4)} ${date.slice(11, 19)} UTC`;
}
