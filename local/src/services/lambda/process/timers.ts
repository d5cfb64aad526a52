import { inspect } from 'node:util';
import type { Control } from './control';

const LONGEST_DELAY = 2 ** 31 - 1;

/** What `setTimeout` and `setInterval` give. */
export class VirtualTimer implements Disposable {
  private due = 0;
  private sequence = 0;
  private counts = true;

  constructor(
    private readonly timers: Timers,
    private readonly delay: number,
    private readonly repeats: boolean,
    private readonly callback: () => void,
  ) {
    this.refresh();
  }

  get order(): readonly [number, number] {
    return [this.due, this.sequence];
  }

  ref(): this {
    this.counts = true;
    return this;
  }

  unref(): this {
    this.counts = false;
    return this;
  }

  hasRef(): boolean {
    return this.counts;
  }

  refresh(): this {
    this.timers.remove(this);
    [this.due, this.sequence] = this.timers.schedule(this.delay);
    this.timers.insert(this);
    return this;
  }

  close(): this {
    this.timers.remove(this);
    return this;
  }

  fire(): void {
    if (this.repeats) this.refresh();
    this.callback();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Code may keep a timer's number and clear the timer by it. */
  [Symbol.toPrimitive](): number {
    return this.timers.numberOf(this);
  }

  [inspect.custom](): string {
    return `Timeout { due: ${this.due} }`;
  }
}

/** The timers of the process, on virtual time. */
export class Timers {
  private pending: VirtualTimer[] = [];
  private readonly numbers = new Map<number, VirtualTimer>();
  private sequence = 0;
  private firing = false;

  constructor(private readonly control: Control) {
    control.nextTimer = () => this.pending[0]?.order[0];
    control.listen(() => this.fireDue());
  }

  start(callback: () => void, delay: unknown, repeats: boolean): VirtualTimer {
    const milliseconds = Math.trunc(Number(delay));
    return new VirtualTimer(this, milliseconds >= 1 && milliseconds <= LONGEST_DELAY ? milliseconds : 1, repeats, callback);
  }

  clear(timer: unknown): void {
    if (timer instanceof VirtualTimer) timer.close();
    else this.numbers.get(Number(timer))?.close();
  }

  /** Whether a timer is pending that keeps a process alive. */
  hasReferenced(): boolean {
    return this.pending.some((timer) => timer.hasRef());
  }

  schedule(delay: number): readonly [number, number] {
    return [this.control.now + delay, this.sequence++];
  }

  insert(timer: VirtualTimer): void {
    const [due] = timer.order;
    const index = this.pending.findIndex((other) => other.order[0] > due);
    this.pending.splice(index < 0 ? this.pending.length : index, 0, timer);
  }

  remove(timer: VirtualTimer): void {
    this.pending = this.pending.filter((other) => other !== timer);
  }

  numberOf(timer: VirtualTimer): number {
    for (const [number, other] of this.numbers) if (other === timer) return number;
    const number = this.numbers.size + 1;
    this.numbers.set(number, timer);
    return number;
  }

  /** Fires what is due, each timer in a turn of its own: promises settle in between, as with Node's timers. */
  private fireDue(): void {
    if (this.firing || !this.isDue()) return;
    this.firing = true;
    setImmediate(() => {
      this.firing = false;
      const timer = this.pending[0];
      if (!timer || !this.isDue()) return;
      this.remove(timer);
      try {
        timer.fire();
      } finally {
        this.fireDue();
      }
    });
  }

  private isDue(): boolean {
    const timer = this.pending[0];
    return timer !== undefined && timer.order[0] <= this.control.now;
  }
}
