import type { ApiCall } from './service';

/** What goes wrong on purpose. */
export type Effect =
  /** The call is refused before it does anything. */
  | { readonly type: 'error'; readonly code: string; readonly message: string; readonly status?: number }
  /** The connection is cut before the call arrives: nothing happens in the service. */
  | { readonly type: 'lose-request' }
  /** The call is carried out or refused, and the connection is cut before the answer. */
  | { readonly type: 'lose-answer' }
  /** The call takes this long: it arrives late, or its answer does. Whether its caller waits so long is the caller's decision. */
  | { readonly type: 'slow'; readonly milliseconds: number; readonly late: 'request' | 'answer' }
  /** A read is answered with what the same read was answered before. Reads before which there was none are answered as they are. */
  | { readonly type: 'stale-answer' }
  /** The call is carried out, and its answer says something else. */
  | { readonly type: 'alter-answer'; readonly alter: (output: Readonly<Record<string, unknown>>) => Record<string, unknown> }
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
  /** What reads were answered since a fault was injected that makes such reads stale. */
  private readonly answers = new Map<string, Record<string, unknown>>();

  inject(fault: Fault): void {
    this.active.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY, struck: false });
  }

  clear(): void {
    this.active = [];
    this.answers.clear();
  }

  /** Those that have hit no call. */
  get unused(): Fault[] {
    return this.active.filter(({ struck }) => !struck).map(({ fault }) => fault);
  }

  /** The effect that hits this call, used up by it. */
  strike(call: ApiCall): Effect | undefined {
    const hit = this.active.find(({ fault, left }) => left > 0 && matches(fault, call)
      && (fault.effect.type !== 'stale-answer' || this.answers.has(readKey(call))));
    if (!hit) return undefined;
    hit.left--;
    hit.struck = true;
    return hit.fault.effect;
  }

  /** Keeps an answer that a later read may get once more. */
  remember(call: ApiCall, output: Readonly<Record<string, unknown>>): void {
    const mayBeStale = this.active.some(({ fault, left }) => left > 0 && fault.effect.type === 'stale-answer' && matches(fault, call));
    if (mayBeStale) this.answers.set(readKey(call), copyOf(output));
  }

  /** What the same read was answered before. */
  earlierAnswer(call: ApiCall): Record<string, unknown> {
    return copyOf(this.answers.get(readKey(call)) ?? {});
  }
}

function matches(fault: Fault, call: ApiCall): boolean {
  return fault.service === call.service && (fault.operation ?? call.operation) === call.operation && (fault.when?.(call) ?? true);
}

function readKey({ service, region, operation, input }: ApiCall): string {
  return JSON.stringify([service, region, operation, input]);
}

/** A copy of an answer that may go on changing. Dates stay what they are: `structuredClone` makes them of another realm in tests. */
function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => copyOf(item)) as T;
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item as unknown)])) as T;
}
