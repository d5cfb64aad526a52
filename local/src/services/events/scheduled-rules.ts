import { eventsState, type StoredRule } from './state';
import type { Account } from '../../core/account';
import { parseExpression, type Expression } from '../../core/schedule-expressions/expression';
import { ServiceError } from '../../core/service';

const FIRE = 'events:fire';

/** Rules with a `ScheduleExpression`: each sends an event of its own when it is due. */
export class ScheduledRules {
  constructor(private readonly account: Account, fire: (rule: StoredRule, at: number) => void) {
    account.scheduledTasks.on(FIRE, (payload) => {
      const { arn, at } = payload as { arn: string; at: number };
      const rule = eventsState(account).rules[arn];
      if (!rule) return;
      this.arrange(rule, at);
      fire(rule, at);
    });
  }

  /** Takes up a rule, or a change of it. */
  put(rule: StoredRule): void {
    const { rules } = eventsState(this.account);
    const before = Object.hasOwn(rules, rule.arn) ? rules[rule.arn] : undefined;
    this.cancel(before);
    // What does not touch the rhythm leaves it as it is.
    if (rule.schedule && before?.enabled === rule.enabled && before.schedule?.expression === rule.schedule.expression) {
      rule.schedule.anchor = before.schedule.anchor;
    }
    rules[rule.arn] = rule;
    this.arrange(rule, this.account.clock.now());
  }

  remove(arn: string): void {
    const { rules } = eventsState(this.account);
    this.cancel(rules[arn]);
    delete rules[arn];
  }

  private cancel(rule: StoredRule | undefined): void {
    if (rule?.schedule?.appointment !== undefined) this.account.scheduledTasks.cancel(rule.schedule.appointment);
  }

  private arrange(rule: StoredRule, after: number): void {
    const { schedule } = rule;
    if (!schedule) return;
    delete schedule.appointment;
    // A rate begins with a whole period.
    const at = rule.enabled ? scheduleOf(schedule.expression, schedule.anchor).next(Math.max(after, schedule.anchor)) : undefined;
    if (at !== undefined) schedule.appointment = this.account.scheduledTasks.add(at, FIRE, { arn: rule.arn, at });
  }
}

/** Refuses what is none: rules know neither time zones nor single times, and say "1 minute", but "2 minutes". */
export function scheduleOf(expression: string, anchor: number): Expression {
  const [, count, plural] = /^rate\((\d+) (?:minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const isRate = count !== undefined && Number(count) > 0 && (Number(count) === 1) === (plural === '');
  if (!isRate && !expression.startsWith('cron(')) throw invalid();
  try {
    return parseExpression(expression, 'UTC', anchor);
  } catch (error) {
    throw error instanceof ServiceError ? invalid() : error;
  }
}

function invalid(): ServiceError {
  return new ServiceError('ValidationException', 'Parameter ScheduleExpression is not valid.');
}
