/** An invocation that a function has had, for tests and statistics. */
export interface InvocationRecord {
  readonly requestId: string;
  readonly kind: 'RequestResponse' | 'Event';
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Virtual milliseconds since the epoch. */
  readonly start: number;
  end?: number;
  /** The error's type, if it failed. */
  error?: string;
}

/** A function of which invocations failed. */
export interface FailedFunction {
  readonly name: string;
  readonly times: number;
  /** The type of the last error. */
  readonly error: string;
  /** Every request that failed came to a good end at a later attempt. */
  readonly recovered: boolean;
}

/** What the functions did and wrote. Not part of the account's state. */
export class InvocationLog {
  private readonly records = new Map<string, InvocationRecord[]>();
  private readonly lines = new Map<string, string[]>();
  private readonly open = new Map<string, string>();

  begin(functionName: string, record: InvocationRecord): InvocationRecord {
    this.invocations(functionName).push(record);
    return record;
  }

  invocations(functionName: string): InvocationRecord[] {
    return entry(this.records, functionName);
  }

  /** The functions that were invoked. */
  names(): string[] {
    return [...this.records.keys()].filter((name) => this.invocations(name).length > 0);
  }

  /** The functions of which an invocation failed that ended at `since` or later. */
  failed(since = 0): FailedFunction[] {
    return [...this.records].flatMap(([name, all]) => {
      const records = all.filter(({ end }) => end !== undefined && end >= since);
      const errors = records.flatMap(({ error }) => error ?? []);
      const last = errors.at(-1);
      // Another attempt at the same request may have made it good.
      const ends = new Map(records.map(({ requestId, error }) => [requestId, error]));
      const recovered = [...ends.values()].every((error) => error === undefined);
      return last === undefined ? [] : [{ name, times: errors.length, error: last, recovered }];
    });
  }

  /** Complete lines, in the order in which the function wrote them. */
  logs(functionName: string): string[] {
    const open = this.open.get(functionName);
    return open ? [...entry(this.lines, functionName), open] : [...entry(this.lines, functionName)];
  }

  allLogs(): string[] {
    return [...this.lines.keys()].flatMap((name) => this.logs(name));
  }

  write(functionName: string, text: string): void {
    const lines = ((this.open.get(functionName) ?? '') + text).split('\n');
    this.open.set(functionName, lines.pop() ?? '');
    entry(this.lines, functionName).push(...lines);
  }
}

function entry<T>(map: Map<string, T[]>, key: string): T[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
