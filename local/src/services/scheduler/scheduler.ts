import { createHash } from 'node:crypto';
import { withContextAttributes } from './context-attributes';
import { ScheduleGroupType } from './schedule-group-type';
import { ScheduleType } from './schedule-type';
import { type Delivery, schedulerState, type StoredSchedule } from './state';
import { targetCall } from './targets';
import { nextRun } from './timing';
import type { Account } from '../../core/account';
import type { AuthorizationRequest, Principal } from '../../core/authorization';
import { type DeliveryAttempt, FailedDeliveries } from '../../core/failed-deliveries';
import type { Json } from '../../core/json';
import { lostAnswer } from '../../core/lost-answer';
import { queueUrl } from '../../core/queue-url';
import { afterFailure, type Exhausted } from '../../core/retries';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';

const RUN = 'scheduler:run';
const DELIVER = 'scheduler:deliver';
const MINUTE = 60_000;

/** One attempt to deliver a run of a schedule to its target. */
export interface ScheduleRun extends DeliveryAttempt {
  readonly region: string;
  readonly scheduledAt: number;
  /** 1 for the first one. */
  readonly attempt: number;
}

/** Amazon EventBridge Scheduler: runs what is due, as the schedule's role, and tries again what fails. */
export class Scheduler implements Service {
  readonly name = 'scheduler';
  readonly resourceTypes = [new ScheduleType(this), new ScheduleGroupType(this)];
  readonly failures = new FailedDeliveries<ScheduleRun>();

  constructor(private readonly account: Account) {
    account.add(this);
    account.scheduledTasks.on(RUN, (payload) => this.run(payload as { arn: string; at: number }));
    account.scheduledTasks.on(DELIVER, async (payload) => {
      // What the local cloud does not know of a target ends the run; nobody waits for this promise.
      await this.deliver(payload).catch((defect: unknown) => this.account.defects.report(defect));
    });
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    return [{ action: `scheduler:${call.operation}`, resource: '*' }];
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    throw new NotSupportedError(`the call ${call.operation} of EventBridge Scheduler`);
  }

  /** Every schedule, and when it runs next: absent if never. */
  upcoming(): Array<{ readonly schedule: StoredSchedule; readonly next?: number }> {
    return Object.values(schedulerState(this.account).schedules)
      .map((schedule) => ({ schedule, next: nextRun(schedule, this.account.clock.now()) }));
  }

  /** Takes a schedule up, or a change of it. */
  put(schedule: StoredSchedule): void {
    const { schedules } = schedulerState(this.account);
    this.cancel(schedules[schedule.arn]);
    schedules[schedule.arn] = schedule;
    // A rate without a start date runs at once.
    this.arrange(schedule, this.account.clock.now() - 1);
  }

  remove(arn: string): void {
    const { schedules } = schedulerState(this.account);
    this.cancel(schedules[arn]);
    delete schedules[arn];
  }

  private cancel(schedule: StoredSchedule | undefined): void {
    if (schedule?.appointment !== undefined) this.account.scheduledTasks.cancel(schedule.appointment);
  }

  private arrange(schedule: StoredSchedule, after: number): void {
    delete schedule.appointment;
    const at = nextRun(schedule, after);
    if (at !== undefined) schedule.appointment = this.account.scheduledTasks.add(at, RUN, { arn: schedule.arn, at });
  }

  private run({ arn, at }: { arn: string; at: number }): void {
    const state = schedulerState(this.account);
    const schedule = state.schedules[arn];
    if (!schedule) return;
    this.arrange(schedule, at);
    const id = String(state.next++);
    const time = at + pickInWindow(schedule.windowMinutes, `${arn} ${at}`);
    state.deliveries[id] = {
      scheduleArn: arn, region: schedule.region, scheduledAt: at, firstAttemptAt: time, attempts: 0, target: { ...schedule.target },
    };
    this.account.scheduledTasks.add(time, DELIVER, { id });
  }

  private async deliver(payload: Json): Promise<void> {
    const { id } = payload as { id: string };
    const { deliveries } = schedulerState(this.account);
    const delivery = deliveries[id];
    if (!delivery) return;
    delivery.attempts++;
    const failure = await this.attempt(delivery);
    const { scheduleArn, region, scheduledAt, attempts } = delivery;
    this.failures.note(id, { what: scheduleArn, at: this.account.clock.now(), error: failure, region, scheduledAt, attempt: attempts });
    if (!failure) {
      delete deliveries[id];
      return;
    }
    const next = afterFailure(delivery, this.account.clock.now());
    if ('at' in next) {
      this.account.scheduledTasks.add(next.at, DELIVER, { id });
      return;
    }
    delete deliveries[id];
    await this.bury(delivery, failure, next.exhausted);
  }

  /** The error, if the attempt failed. */
  private async attempt(delivery: Delivery): Promise<ServiceError | undefined> {
    const call = targetCall(this.account, delivery.target, this.inputOf(delivery), this.principal(delivery));
    try {
      const { effect } = await this.account.call(call);
      // The target has it, and the Scheduler does not know: it will be delivered again.
      return lostAnswer(effect);
    } catch (error) {
      if (error instanceof ServiceError) return lostAnswer(error.effect) ?? error;
      throw error;
    }
  }

  private async bury(delivery: Delivery, failure: ServiceError, exhausted: Exhausted): Promise<void> {
    const { deadLetterArn, arn } = delivery.target;
    if (deadLetterArn === undefined) return;
    const attributes: Record<string, string> = {
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      EXHAUSTED_RETRY_CONDITION: exhausted,
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: String(delivery.attempts - 1),
      SCHEDULE_ARN: delivery.scheduleArn,
      SCHEDULED_TIME: isoSeconds(delivery.scheduledAt),
      TARGET_ARN: arn,
    };
    const input = {
      QueueUrl: queueUrl(this.account, deadLetterArn),
      MessageBody: this.inputOf(delivery),
      MessageAttributes: Object.fromEntries(Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }])),
    };
    try {
      await this.account.call({
        service: 'sqs', region: deadLetterArn.split(':')[3], operation: 'SendMessage', input, caller: this.principal(delivery),
      });
    } catch (error) {
      // As in the cloud: a dead letter that cannot be delivered is lost. The account's list of calls shows it.
      if (!(error instanceof ServiceError)) throw error;
    }
  }

  private inputOf(delivery: Delivery): string {
    const { scheduleArn, scheduledAt, attempts, region, target } = delivery;
    const id = executionId(scheduleArn, scheduledAt, attempts);
    if (target.input === undefined) {
      return JSON.stringify({
        'version': '0',
        id,
        'detail-type': 'Scheduled Event',
        'source': 'aws.scheduler',
        'account': this.account.id,
        'time': isoSeconds(scheduledAt),
        region,
        'resources': [scheduleArn],
        'detail': '{}',
      });
    }
    return withContextAttributes(target.input, {
      'schedule-arn': scheduleArn,
      'scheduled-time': isoSeconds(scheduledAt),
      'execution-id': id,
      'attempt-number': String(attempts),
    });
  }

  private principal(delivery: Delivery): Principal {
    const roleName = delivery.target.roleArn.slice(delivery.target.roleArn.lastIndexOf('/') + 1);
    const session = executionId(delivery.scheduleArn, delivery.scheduledAt, 0);
    return { accessKeyId: 'ASIALOCALSCHEDULER00', arn: `arn:aws:sts::${this.account.id}:assumed-role/${roleName}/${session}`, roleName };
  }
}

/** Some moment of the window, the same in every run. */
function pickInWindow(minutes: number, seed: string): number {
  if (minutes === 0) return 0;
  return createHash('sha256').update(seed).digest().readUInt32BE(0) % (minutes * MINUTE);
}

function executionId(arn: string, at: number, attempt: number): string {
  return createHash('sha256').update(`${arn} ${at} ${attempt}`).digest('hex').slice(0, 16);
}

function isoSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
