import { EventBusType } from './event-bus-type';
import { matchesPattern } from './event-pattern';
import { RuleType } from './rule-type';
import { ScheduledRules } from './scheduled-rules';
import { busArn, busExists, type EventDelivery, eventsState, type PublishedEvent, type StoredRule } from './state';
import { deadLetterCall, deliveryCall } from './targets';
import type { Account, ServiceEvent } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { FailedDeliveries } from '../../core/failed-deliveries';
import { list, structure, text, time } from '../../core/input-shape';
import type { Json, JsonObject } from '../../core/json';
import { lostAnswer } from '../../core/lost-answer';
import type { ResourceType } from '../../core/resource-type';
import { afterFailure } from '../../core/retries';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';

const DELIVER = 'events:deliver';
/** Of what was put on buses, so much can be looked at: the newest. */
const PUBLISHED_KEPT = 10_000;
const MAX_ENTRIES = 10;
const MAX_ENTRY_BYTES = 1024 * 1024;

/** Amazon EventBridge: buses, their rules and the rules' targets. */
export class EventBridge implements Service {
  readonly name = 'events';
  readonly resourceTypes: readonly ResourceType[];
  readonly failures = new FailedDeliveries();
  readonly inputs = {
    PutEvents: {
      Entries: list(structure({
        Detail: text, DetailType: text, EventBusName: text, Resources: list(text), Source: text, Time: time, TraceHeader: text,
      })),
    },
  };

  constructor(private readonly account: Account) {
    this.resourceTypes = [new RuleType(new ScheduledRules(account, (rule, at) => this.fire(rule, at))), new EventBusType()];
    account.add(this);
    account.useEventReceiver((region, makeEvent) => this.receive(region, makeEvent));
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
      resource: this.busOf(call.region, entry),
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
    const bus = this.busOf(call.region, entry);
    if (!busExists(this.account, bus)) throw new NotSupportedError(`the event bus ${String(entry.EventBusName)}`, 'Make it in a stack first.');
    const detail = detailOf(entry);
    if (!entry.Source || !entry.DetailType) return failed('InvalidArgument', `Parameter ${entry.Source ? 'DetailType' : 'Source'} is not valid. Reason: ${entry.Source ? 'DetailType' : 'Source'} is a required argument.`);
    if (!detail) return failed('MalformedDetail', 'Detail is malformed.');
    if (/^aws\./.test(String(entry.Source))) return failed('NotAuthorizedForSourceException', `Not authorized for the source ${String(entry.Source)}.`);
    if (Buffer.byteLength(JSON.stringify(entry)) > MAX_ENTRY_BYTES) throw new ServiceError('ValidationException', 'Total size of the entries in the request is over the limit.');
    const event = this.event(call.region, {
      'source': String(entry.Source),
      'detail-type': String(entry.DetailType),
      'resources': Array.isArray(entry.Resources) ? entry.Resources.map(String) : [],
      detail,
    }, timeOf(entry));
    this.keep(event);
    for (const rule of this.rulesOn(bus)) if (rule.pattern && matchesPattern(rule.pattern, event)) this.deliverTo(rule, event);
    return { EventId: event.id };
  }

  /** An event of a service. It is kept if a rule is for it. */
  private receive(region: string, makeEvent: () => ServiceEvent): void {
    const rules = this.rulesOn(busArn(this.account, region, 'default')).filter(({ pattern }) => pattern);
    if (rules.length === 0) return;
    const event = this.event(region, makeEvent());
    const fitting = rules.filter(({ pattern }) => pattern && matchesPattern(pattern, event));
    if (fitting.length === 0) return;
    this.keep(event);
    for (const rule of fitting) this.deliverTo(rule, event);
  }

  /** A rule is due. */
  private fire(rule: StoredRule, at: number): void {
    this.deliverTo(rule, this.event(rule.region, { 'source': 'aws.events', 'detail-type': 'Scheduled Event', 'resources': [rule.arn], 'detail': {} }, at));
  }

  private event(region: string, event: ServiceEvent, at = this.account.clock.now()): PublishedEvent {
    return {
      'version': '0',
      'id': this.nextId(),
      'detail-type': event['detail-type'],
      'source': event.source,
      'account': this.account.id,
      'time': new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z'),
      region,
      'resources': [...event.resources],
      'detail': event.detail,
    };
  }

  private nextId(): string {
    return `e0b50000-0000-4000-8000-${String(eventsState(this.account).next++).padStart(12, '0')}`;
  }

  private keep(event: PublishedEvent): void {
    const { published } = eventsState(this.account);
    published.push(event);
    if (published.length > PUBLISHED_KEPT) published.shift();
  }

  private rulesOn(bus: string): StoredRule[] {
    return Object.values(eventsState(this.account).rules).filter((rule) => rule.enabled && rule.busArn === bus);
  }

  private deliverTo(rule: StoredRule, event: PublishedEvent): void {
    const state = eventsState(this.account);
    for (const target of rule.targets) {
      const id = String(state.next++);
      const now = this.account.clock.now();
      state.deliveries[id] = { ruleArn: rule.arn, event, target: { ...target }, firstAttemptAt: now, attempts: 0 };
      this.account.scheduledTasks.add(now, DELIVER, { id });
    }
  }

  private async deliver(payload: Json): Promise<void> {
    const { id } = payload as { id: string };
    const { deliveries } = eventsState(this.account);
    const delivery = deliveries[id];
    if (!delivery) return;
    delivery.attempts++;
    const failure = await this.attempt(delivery);
    this.failures.note(id, { what: delivery.ruleArn, at: this.account.clock.now(), error: failure });
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

  private busOf(region: string, { EventBusName: name }: Entry): string {
    return busArn(this.account, region, name === undefined ? 'default' : String(name));
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
