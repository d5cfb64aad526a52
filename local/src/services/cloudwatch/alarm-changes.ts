import { publishChange } from './alarm-events';
import { alarmMessage } from './alarm-message';
import type { AnyAlarm } from './state';
import type { Account } from '../../core/account';
import type { AlarmState } from '../../core/alarm-verdict';
import { ServiceError } from '../../core/service';
import { servicePrincipal } from '../../core/service-principal';

/** CloudWatch tells of changes for so long. */
const HISTORY = 30 * 24 * 60 * 60 * 1000;

/** Hears of an alarm that came into another state. */
type ChangeListener = (alarm: AnyAlarm, before: AlarmState) => Promise<void>;

/** Brings alarms of either kind into other states, and tells of it. */
export class AlarmChanges {
  private readonly listeners: ChangeListener[] = [];

  constructor(private readonly account: Account) {}

  onChange(listener: ChangeListener): void {
    this.listeners.push(listener);
  }

  /** `keepsBack`: whether the actions are left out for now. */
  async change(alarm: AnyAlarm, state: AlarmState, reason: string, keepsBack: (before: AlarmState) => boolean = () => false): Promise<void> {
    const now = this.account.clock.now();
    const { state: before, reason: reasonBefore, since: sinceBefore } = alarm;
    Object.assign(alarm, { state, since: now, reason });
    alarm.history = [...alarm.history.filter(({ at }) => at > now - HISTORY), { at: now, state }];
    publishChange(this.account, alarm, { state: before, reason: reasonBefore, since: sinceBefore });
    if (!keepsBack(before)) await this.act(alarm, before);
    for (const listener of this.listeners) await listener(alarm, before);
  }

  /** Does what the alarm's state asks for. */
  async act(alarm: AnyAlarm, before: AlarmState): Promise<void> {
    if (!alarm.actionsEnabled) return;
    for (const arn of alarm.actions[alarm.state]) await this.tell(alarm, before, arn);
  }

  private async tell(alarm: AnyAlarm, before: AlarmState, topicArn: string): Promise<void> {
    const Message = alarmMessage(this.account, alarm, before);
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
