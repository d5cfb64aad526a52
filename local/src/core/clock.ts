/**
 * The one clock of the local cloud. Its time is virtual: it stands still while anything works, and jumps to the next
 * moment at which something is due as soon as everything waits.
 */
export class Clock {
  private readonly timers: Timer[] = [];
  private readonly listeners: Array<(now: number) => void> = [];
  private sequence = 0;
  private holds = 0;
  private sleepers: Array<() => void> = [];
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private time: number) {}

  /** Milliseconds since the epoch, as `Date.now()` gives them in the cloud. */
  now(): number {
    return this.time;
  }

  /** Calls `fire` once when the time has come. Returns a function that takes it back. */
  at(time: number, fire: () => void): () => void {
    const timer: Timer = { at: Math.max(time, this.time), sequence: this.sequence++, fire };
    const index = this.timers.findIndex((other) => other.at > timer.at);
    this.timers.splice(index < 0 ? this.timers.length : index, 0, timer);
    this.wakeUp();
    return () => {
      const found = this.timers.indexOf(timer);
      if (found >= 0) this.timers.splice(found, 1);
    };
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.at(this.time + milliseconds, resolve));
  }

  /** Keeps time from passing until the returned function is called: whoever does real input or output holds the clock. */
  hold(): () => void {
    this.holds++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.holds--;
      this.wakeUp();
    };
  }

  async busy<T>(work: () => Promise<T>): Promise<T> {
    const release = this.hold();
    try {
      return await work();
    } finally {
      release();
    }
  }

  /** Told of every change of the time, at once. */
  onChange(listener: (now: number) => void): void {
    this.listeners.push(listener);
  }

  /** Lets time pass until the work is done, and no further. */
  async runUntil<T>(work: Promise<T>): Promise<T> {
    let settled = false;
    const settle = () => {
      settled = true;
      this.wakeUp();
      return true;
    };
    const end = work.then(settle, settle);
    while (!settled) {
      const fired = await Promise.race([end, this.step(Number.POSITIVE_INFINITY, () => settled)]);
      if (!fired && !settled) {
        throw new Error('The local cloud waits for something that will never happen: nothing runs and no timer is set.');
      }
    }
    return work;
  }

  /** Lets this much time pass, and does all that falls due in it. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    while (await this.step(end, () => false));
    this.set(Math.max(end, this.time));
  }

  /**
   * Waits until nothing works, then fires the next timer; `false` if there is none until `latest`. Several may drive the
   * clock at once, and take turns: what one timer started has come to rest before the next one fires.
   */
  private step(latest: number, enough: () => boolean): Promise<boolean> {
    const mine = this.turn.then(async () => {
      await this.quiet(enough);
      return !enough() && this.fireNext(latest);
    });
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /** Resolves once nothing works any more at this moment. */
  private async quiet(enough: () => boolean): Promise<void> {
    // A turn of the event loop drains every chain of promises that no real input or output interrupts.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.holds > 0 && !enough()) {
      await new Promise<void>((resolve) => { this.sleepers.push(resolve); });
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private wakeUp(): void {
    const sleepers = this.sleepers;
    this.sleepers = [];
    for (const wake of sleepers) wake();
  }

  private fireNext(latest: number): boolean {
    const next = this.timers[0];
    if (!next || next.at > latest) return false;
    this.timers.shift();
    this.set(next.at);
    next.fire();
    return true;
  }

  private set(time: number): void {
    if (time === this.time) return;
    this.time = time;
    for (const listener of this.listeners) listener(time);
  }
}

interface Timer {
  readonly at: number;
  readonly sequence: number;
  readonly fire: () => void;
}
