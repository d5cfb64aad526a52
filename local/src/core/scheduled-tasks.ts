import type { Clock } from './clock';
import type { Json } from './json';

/** Something that is to happen later, as data, so that it survives the end of the process. */
export interface ScheduledTask<Payload extends Json = Json> {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly payload: Payload;
}

export interface ScheduledTasksState {
  next: number;
  appointments: ScheduledTask[];
}

/** Carries out an appointment. */
export type Action = (payload: Json) => void | Promise<void>;

/** What the account has to do later: the waiter's next step, a retry, the next run of a schedule. */
export class ScheduledTasks {
  private readonly actions = new Map<string, Action>();
  private readonly cancels = new Map<number, () => void>();
  private report: (defect: unknown) => void = raise;

  constructor(private readonly clock: Clock, private readonly state: ScheduledTasksState) {}

  /**
   * Names the action for a kind of appointment. Every service does so when it is made. An appointment stays in the
   * account's state until the promise that its action returns has settled: a process that ends before leaves it to the
   * next one, which carries it out again.
   */
  on(kind: string, action: Action): void {
    if (this.actions.has(kind)) throw new Error(`The scheduledTasks knows '${kind}' already.`);
    this.actions.set(kind, action);
  }

  add(at: number, kind: string, payload: Json): number {
    const appointment = { id: this.state.next++, at, kind, payload };
    this.state.appointments.push(appointment);
    this.arm(appointment);
    return appointment.id;
  }

  cancel(id: number): void {
    this.cancels.get(id)?.();
    this.forget(id);
  }

  /**
   * Takes up what an earlier process left. Called once, when every service has named its actions. `report` hears of actions
   * that fail, which are defects of whoever acts. Default: they end the process.
   */
  resume(report = this.report): void {
    this.report = report;
    for (const appointment of this.state.appointments) this.arm(appointment);
  }

  private arm(appointment: ScheduledTask): void {
    if (this.cancels.has(appointment.id)) return;
    const action = this.actions.get(appointment.kind);
    if (!action) throw new Error(`Nobody carries out '${appointment.kind}'.`);
    this.cancels.set(appointment.id, this.clock.at(appointment.at, () => {
      this.carryOut(appointment, action);
    }));
  }

  private carryOut({ id, payload }: ScheduledTask, action: Action): void {
    let done: void | Promise<void>;
    try {
      done = action(payload);
    } catch (defect) {
      this.forget(id);
      return this.report(defect);
    }
    if (done === undefined) this.forget(id);
    else void done.catch((defect: unknown) => this.report(defect)).finally(() => this.forget(id));
  }

  private forget(id: number): void {
    this.cancels.delete(id);
    this.state.appointments = this.state.appointments.filter((other) => other.id !== id);
  }
}

function raise(defect: unknown): never {
  throw defect;
}
