/** Whose turn comes first: a function that already runs, then one that somebody waits for, then an event. */
export type Urgency = 'running' | 'awaited' | 'event';

const ORDER: Record<Urgency, number> = { running: 0, awaited: 1, event: 2 };

/**
 * Lets one function's process work at a time. Processes that wait, for time or for each other, do not have the turnLock. As
 * time stands still meanwhile, nobody can tell; but the order of everything they do is the same in every run.
 */
export class TurnLock {
  private holder: object | undefined;
  private queue: Turn[] = [];
  private sequence = 0;

  /** Calls `start` when it is the owner's turn, at once if nobody has the turnLock. */
  request(owner: object, urgency: Urgency, start: () => void): void {
    this.queue.push({ owner, order: ORDER[urgency], sequence: this.sequence++, start });
    this.queue.sort((one, other) => one.order - other.order || one.sequence - other.sequence);
    this.passOn();
  }

  /** Gives the turnLock back. */
  release(owner: object): void {
    if (this.holder !== owner) return;
    this.holder = undefined;
    this.passOn();
  }

  /** Takes the wish for it back. */
  withdraw(owner: object): void {
    this.queue = this.queue.filter((turn) => turn.owner !== owner);
  }

  private passOn(): void {
    if (this.holder) return;
    const next = this.queue.shift();
    if (!next) return;
    this.holder = next.owner;
    next.start();
  }
}

interface Turn {
  readonly owner: object;
  readonly order: number;
  readonly sequence: number;
  readonly start: () => void;
}
