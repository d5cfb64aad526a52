import type { ApiCall } from './service';

/** What goes wrong on purpose. */
export type Effect =
  /** The call is refused before it does anything. */
  | { readonly type: 'error'; readonly code: string; readonly message: string; readonly status?: number }
  /** The call is carried out or refused, and the connection is cut before the answer. */
  | { readonly type: 'lose-answer' }
  /** The call is accepted, and the operation that it starts fails. */
  | { readonly type: 'fail-operation'; readonly code: string; readonly details: string }
  /** The call is accepted, and the operation that it starts never ends. */
  | { readonly type: 'endless-operation' }
  /** The call is carried out or refused, and the calling function's process dies before it sees the answer. */
  | { readonly type: 'crash-caller' };

export interface Fault {
  readonly service: string;
  /** The operation's name; absent: every operation of the service. */
  readonly operation?: string;
  readonly effect: Effect;
  /** Only calls for which this holds. */
  readonly when?: (call: ApiCall) => boolean;
  /** How many calls are hit; absent: every call until the fault is cleared. */
  readonly times?: number;
}

/** Faults that are in force in the account. Not part of its saved state. */
export class Faults {
  private active: Array<{ readonly fault: Fault; left: number; struck: boolean }> = [];

  inject(fault: Fault): void {
    this.active.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY, struck: false });
  }

  clear(): void {
    this.active = [];
  }

  /** Those that have hit no call. */
  get unused(): Fault[] {
    return this.active.filter(({ struck }) => !struck).map(({ fault }) => fault);
  }

  /** The effect that hits this call, used up by it. */
  strike(call: ApiCall): Effect | undefined {
    const hit = this.active.find(({ fault, left }) => left > 0
      && fault.service === call.service
      && (fault.operation ?? call.operation) === call.operation
      && (fault.when?.(call) ?? true));
    if (!hit) return undefined;
    hit.left--;
    hit.struck = true;
    return hit.fault.effect;
  }
}
