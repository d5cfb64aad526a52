import { matchesPattern } from './event-pattern';
import { RuleType } from './rule-type';
import { type EventDelivery, eventsState, type PublishedEvent } from './state';
import { deadLetterCall, deliveryCall } from './targets';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { FailedDeliveries } from '../../core/failed-deliveries';
import { list, structure, text, time } from '../../core/input-shape';
import type { Json, JsonObject } from '../../core/json';
import { lostAnswer } from '../../core/lost-answer';
import { afterFailure } from '../../core/retries';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';

const DELIVER = 'events:deliver';
/** Of what was put on buses, so much can be looked at: the newest. */
const PUBLISHED_KEPT = 10_000;
const MAX_ENTRIES = 10;
const MAX_ENTRY_BYTES = 1024 * 1024;

/** Amazon EventBridge: the default bus, its rules and their targets. */
export class EventBridge implements Service {
  readonly name = 'events';
  readonly resourceTypes = [new RuleType()];
  readonly failures = new FailedDeliveries();
  readonly inputs = {
    PutEvents: {
      Entries: list(structure({
        Detail: text, DetailType: text, EventBusName: text, Resources: list(text), Source: text, Time: time, TraceHeader: text,
      })),
    },
  };

  constructor(private readonly account: Account) {
    account.add(this);
    account.scheduledTasks.on(DELIVER, async (payload) => {
      await this.deliver(payload).catch((defect: unknown) => this.account.defects.report(defect));
    });
  }

  /** What was put on the bus, the newest 10,000 events, oldest first. */
  published(): readonly PublishedEvent[] {
    return eventsState(this.account).published;
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    if (call.operation !== 'PutEvents') return [{ action: `events:${call.operation}`, resource: '*' }];
    return entriesOf(call).map((entry) => ({
      action: 'events:PutEvents',
      resource: this.busArn(call.region, entry),
      context: { 'events:source': String(entry.Source), 'events:detail-type': String(entry.DetailType) },
    }));
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    if (call.operation !== 'PutEvents') throw new NotSupportedError(`the call ${call.operation} of EventBridge`);
    const entries = entriesOf(call);
    if (entries.length === 0 || entries.length > MAX_ENTRIES) {
      throw new ServiceError('ValidationException', `1 validation error detected: Value at 'entries' must have 1 to ${MAX_ENTRIES} members`);
    }
    const results = entries.map((entry) => this.put(call, entry));
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  }

  private put(call: ApiCall, entry: Entry): Record<string, string> {
    if (this.busArn(call.region, entry) !== this.defaultBus(call.region)) {
      throw new NotSupportedError(`the event bus ${String(entry.EventBusName)}`, 'There is only the default one.');
    }
    const detail = detailOf(entry);
    if (!entry.Source || !entry.DetailType) return failed('InvalidArgument', `Parameter ${entry.Source ? 'DetailType' : 'Source'} is not valid. Reason: ${entry.Source ? 'DetailType' : 'Source'} is a required argument.`);
    if (!detail) return failed('MalformedDetail', 'Detail is malformed.');
    if (/^aws\./.test(String(entry.Source))) return failed('NotAuthorizedForSourceException', `Not authorized for the source ${String(entry.Source)}.`);
    if (Buffer.byteLength(JSON.stringify(entry)) > MAX_ENTRY_BYTES) throw new ServiceError('ValidationException', 'Total size of the entries in the request is over the limit.');
    const state = eventsState(this.account);
    const event: PublishedEvent = {
      'version': '0',
      'id': `e0b50000-0000-4000-8000-${String(state.next++).padStart(12, '0')}`,
      'detail-type': String(entry.DetailType),
      'source': String(entry.Source),
      'account': this.account.id,
      'time': new Date(timeOf(entry) ?? this.account.clock.now()).toISOString().replace(/\.\d{3}Z$/, 'Z'),
      'region': call.region,
      'resources': Array.isArray(entry.Resources) ? entry.Resources.map(String) : [],
      detail,
    };
    state.published.push(event);
    if (state.published.length > PUBLISHED_KEPT) state.published.shift();
    this.dispatch(event);
    return { EventId: event.id };
  }

  private dispatch(event: PublishedEvent): void {
    const state = eventsState(this.account);
    for (const rule of Object.values(state.rules)) {
      if (!rule.enabled || rule.region !== event.region || !matchesPattern(rule.pattern, event)) continue;
      for (const target of rule.targets) {
        const id = String(state.next++);
        const now = this.account.clock.now();
        state.deliveries[id] = { ruleArn: rule.arn, event, target: { ...target }, firstAttemptAt: now, attempts: 0 };
        this.account.scheduledTasks.add(now, DELIVER, { id });
      }
    }
  }

  private async deliver(payload: Json): Promise<void> {
    const { id } = payload as { id: string };
    const { deliveries } = eventsState(this.account);
    const delivery = deliveries[id];
    if (!delivery) return;
    delivery.attempts++;
    const failure = await this.attempt(delivery);
    this.failures.note(id, delivery.ruleArn, this.account.clock.now(), failure);
    const next = failure && !isFinal(failure) ? afterFailure(delivery, this.account.clock.now()) : undefined;
    if (next && 'at' in next) {
      this.account.scheduledTasks.add(next.at, DELIVER, { id });
      return;
    }
    delete deliveries[id];
    if (failure && delivery.target.deadLetterArn !== undefined) await this.send(() => deadLetterCall(this.account, delivery, failure));
  }

  private async attempt(delivery: EventDelivery): Promise<ServiceError | undefined> {
    return this.send(() => deliveryCall(this.account, delivery));
  }

  /** The error, if the call failed. */
  private async send(makeCall: () => ApiCall): Promise<ServiceError | undefined> {
    try {
      const { effect } = await this.account.call(makeCall());
      return lostAnswer(effect);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const lost = lostAnswer(error.effect);
      if (lost) return lost;
      // EventBridge has its own name for what the target's policy does not allow.
      return error.status === 403 ? new ServiceError('NO_PERMISSIONS', error.message, error.status) : error;
    }
  }

  private busArn(region: string, entry: Entry): string {
    const name = entry.EventBusName === undefined ? 'default' : String(entry.EventBusName);
    return name.startsWith('arn:') ? name : `arn:aws:events:${region}:${this.account.id}:event-bus/${name}`;
  }

  private defaultBus(region: string): string {
    return `arn:aws:events:${region}:${this.account.id}:event-bus/default`;
  }
}

type Entry = Readonly<Record<string, unknown>>;

function entriesOf(call: ApiCall): Entry[] {
  return Array.isArray(call.input.Entries) ? call.input.Entries as Entry[] : [];
}

function detailOf(entry: Entry): JsonObject | undefined {
  try {
    const value = JSON.parse(String(entry.Detail)) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds; over the wire it is a number of seconds. */
function timeOf(entry: Entry): number | undefined {
  if (entry.Time === undefined) return undefined;
  return entry.Time instanceof Date ? entry.Time.getTime() : Number(entry.Time) * 1000;
}

function failed(code: string, message: string): Record<string, string> {
  return { ErrorCode: code, ErrorMessage: message };
}

/** No permission, or no target any more: EventBridge does not try again. */
function isFinal(error: ServiceError): boolean {
  return error.status === 403 || error.status === 404;
}
