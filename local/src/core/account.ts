import { AccessKeys } from './access-keys';
import type { AuthorizationRequest, Principal } from './authorization';
import { Clock } from './clock';
import { Defects } from './defects';
import { Faults, type Effect } from './faults';
import { checkInput } from './input-shape';
import type { JsonObject } from './json';
import { keepLast } from './keep-last';
import { Notices } from './notices';
import type { ResourceType } from './resource-type';
import { ScheduledTasks, type ScheduledTasksState } from './scheduled-tasks';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from './service';

/** Every service's data, by the service's name. Plain data: it is written to a file as it is. */
export interface AccountState {
  id: string;
  now: number;
  [section: string]: unknown;
}

/** What a service tells the default event bus: `aws.states`, `Step Functions Execution Status Change`, … */
export interface ServiceEvent {
  readonly 'source': string;
  readonly 'detail-type': string;
  readonly 'resources': readonly string[];
  readonly 'detail': JsonObject;
}

/** Takes the events of services. They are made only if somebody may want them. */
export type EventReceiver = (region: string, makeEvent: () => ServiceEvent) => void;

/** Decides whether a principal may do something; `undefined` is yes, a text is the reason why not. */
export type Authorizer = (caller: Principal, request: AuthorizationRequest, service: Service) => string | undefined;

/** A call and what became of it, for tests, statistics and reports. */
export interface CallRecord {
  readonly at: number;
  readonly call: ApiCall;
  /** When it was answered. Absent: it is under way. */
  until?: number;
  error?: string;
  /** What the error says. */
  message?: string;
  /** IAM refused it. */
  denied?: true;
  /** The fault that struck it. */
  fault?: Effect['type'];
}

/**
 * One AWS account: the services in it, their state, and the gate that every call goes through.
 *
 * A service keeps its data in a section of the state, and nowhere else.
 */
export class Account {
  readonly clock: Clock;
  readonly scheduledTasks: ScheduledTasks;
  readonly faults = new Faults();
  readonly notices = new Notices();
  /** What the local cloud was asked for and does not know. Nothing that a run shows is worth anything then. */
  readonly defects = new Defects();
  readonly keys: AccessKeys;
  readonly services = new Map<string, Service>();
  readonly resourceTypes = new Map<string, ResourceType>();
  /** The newest calls, in their order. What is not among them any more is forgotten. */
  readonly calls: CallRecord[] = [];
  /** How many calls are kept at least. A tenth more may be there. */
  callsKept = 100_000;
  private authorizer?: Authorizer;
  private eventReceiver?: EventReceiver;

  constructor(readonly state: AccountState) {
    this.keys = new AccessKeys(this);
    this.clock = new Clock(state.now);
    this.clock.onChange((now) => { state.now = now; });
    this.scheduledTasks = new ScheduledTasks(this.clock, this.section<ScheduledTasksState>('scheduledTasks', () => ({ next: 1, appointments: [] })));
  }

  get id(): string {
    return this.state.id;
  }

  /** Takes another id, as long as nothing in the account tells of the one it has. Returns whether it has it now. */
  takeId(id: string): boolean {
    const { id: current, now: _, ...content } = this.state;
    if (id !== current && JSON.stringify(content).includes(current)) return false;
    this.state.id = id;
    return true;
  }

  /** The account itself, as the person who deploys: allowed to do everything. */
  get root(): Principal {
    return { accessKeyId: 'AKIALOCALROOT0000000', arn: `arn:aws:iam::${this.id}:root` };
  }

  /** A service's part of the state, made on first use. */
  section<T>(name: string, initial: () => T): T {
    if (this.state[name] === undefined) this.state[name] = initial();
    return this.state[name] as T;
  }

  /** Every service adds itself when it is made. */
  add(service: Service): void {
    this.services.set(service.name, service);
    this.addResourceTypes(...service.resourceTypes ?? []);
  }

  addResourceTypes(...types: ResourceType[]): void {
    for (const type of types) this.resourceTypes.set(type.typeName, type);
  }

  useAuthorizer(authorizer: Authorizer): void {
    this.authorizer = authorizer;
  }

  /** Why the caller may not do this; `undefined`: it may. */
  authorize(caller: Principal, request: AuthorizationRequest, service: Service): string | undefined {
    return this.authorizer?.(caller, request, service);
  }

  useEventReceiver(receiver: EventReceiver): void {
    this.eventReceiver = receiver;
  }

  /** Tells the default event bus of a Region something. It costs nothing as long as nobody listens there. */
  publish(region: string, makeEvent: () => ServiceEvent): void {
    this.eventReceiver?.(region, makeEvent);
  }

  service(name: string): Service {
    const service = this.services.get(name);
    if (!service) throw new NotSupportedError(`the service '${name}'`);
    return service;
  }

  /** Carries out a call as the service would: faults first, then permissions, then the service itself. */
  async call(call: ApiCall): Promise<Answer> {
    const record: CallRecord = { at: this.clock.now(), call };
    if (!call.internal) keepLast(this.calls, record, this.callsKept);
    const effect = call.internal ? undefined : this.faults.strike(call);
    if (effect) record.fault = effect.type;
    try {
      const service = this.service(call.service);
      if (effect?.type === 'error') throw new ServiceError(effect.code, effect.message, effect.status);
      if (effect?.type === 'lose-request') throw new ServiceError('RequestLost', 'The connection was cut before the call arrived', 500);
      if (effect?.type === 'slow' && effect.late === 'request') await this.clock.sleep(effect.milliseconds);
      if (service.inputs && Object.hasOwn(service.inputs, call.operation)) checkInput(service.inputs[call.operation], call.input);
      for (const request of service.authorization(call)) {
        const denied = this.authorize(call.caller, request, service);
        if (!denied) continue;
        record.denied = true;
        throw new ServiceError('AccessDeniedException', denied, 403);
      }
      if (effect?.type === 'stale-answer') return { output: this.faults.earlierAnswer(call), effect };
      const output = await service.handle(call, effect);
      if (!call.internal) this.faults.remember(call, output);
      if (effect?.type === 'slow' && effect.late === 'answer') await this.clock.sleep(effect.milliseconds);
      return { output: effect?.type === 'alter-answer' ? effect.alter(output) : output, effect };
    } catch (error) {
      record.error = error instanceof Error ? error.name : String(error);
      if (error instanceof Error) record.message = error.message;
      // Also away with what another call's error brought along: the service has received that one.
      if (error instanceof ServiceError) error.effect = effect;
      throw error;
    } finally {
      record.until = this.clock.now();
    }
  }
}

/** What a call gives, and the fault that hit it: whoever carries the answer may have to lose it. Errors carry theirs. */
export interface Answer {
  readonly output: Record<string, unknown>;
  readonly effect?: Effect;
}
