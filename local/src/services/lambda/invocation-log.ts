import { keepLast } from '../../core/keep-last';

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
  /** How many lines the function had written before. */
  readonly firstLine: number;
}

export interface LogLine {
  /** When the line was begun. */
  readonly at: number;
  readonly text: string;
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

/** What the functions did and wrote last. Not part of the account's state. */
export class InvocationLog {
  private readonly records = new Map<string, InvocationRecord[]>();
  private readonly lines = new Map<string, LogLine[]>();
  private readonly open = new Map<string, LogLine>();
  /** How many lines of a function are not known any more. */
  private readonly forgotten = new Map<string, number>();

  /** `kept`: how many invocations and how many lines of a function are kept at least. Default: enough for a year of schedules. */
  constructor(private readonly kept?: number) {}

  begin(functionName: string, invocation: Omit<InvocationRecord, 'firstLine'>): InvocationRecord {
    const firstLine = (this.forgotten.get(functionName) ?? 0) + entry(this.lines, functionName).length + (this.open.has(functionName) ? 1 : 0);
    const record = { ...invocation, firstLine };
    keepLast(this.invocations(functionName), record, this.kept);
    return record;
  }

  invocations(functionName: string): InvocationRecord[] {
    return entry(this.records, functionName);
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
    return this.logLines(functionName).map(({ text }) => text);
  }

  /** The lines with their times. */
  logLines(functionName: string): LogLine[] {
    const open = this.open.get(functionName);
    return open ? [...entry(this.lines, functionName), open] : [...entry(this.lines, functionName)];
  }

  /** What it wrote from its line of that number on (see `InvocationRecord.firstLine`), as far as that is known. */
  linesFrom(functionName: string, first: number, after?: number): LogLine[] {
    const forgotten = this.forgotten.get(functionName) ?? 0;
    return this.logLines(functionName).slice(Math.max(0, first - forgotten), after === undefined ? undefined : Math.max(0, after - forgotten));
  }

  /** The functions that have been invoked. */
  functionNames(): string[] {
    return [...this.records.keys()];
  }

  allLogs(): string[] {
    return [...this.lines.keys()].flatMap((name) => this.logs(name));
  }

  write(functionName: string, text: string, at: number): void {
    const begun = this.open.get(functionName);
    const lines = ((begun?.text ?? '') + text).split('\n').map((line, index) => ({ at: index === 0 ? begun?.at ?? at : at, text: line }));
    const open = lines.pop();
    if (open && open.text !== '') this.open.set(functionName, open);
    else this.open.delete(functionName);
    for (const line of lines) {
      const gone = keepLast(entry(this.lines, functionName), line, this.kept);
      this.forgotten.set(functionName, (this.forgotten.get(functionName) ?? 0) + gone);
    }
  }
}

function entry<T>(map: Map<string, T[]>, key: string): T[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
