import { functionCaller } from './function-caller';
import type { FunctionState } from './function-state';
import { logGroupOf } from './log-stream';
import type { Account } from '../../core/account';
import { type ApiCall, ServiceError } from '../../core/service';

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** Writes what functions print into their log groups, if their roles allow it, framed as Lambda frames it. */
export class LogWriter {
  private readonly pending = new Map<string, LogEvent[]>();
  private readonly made = new Set<string>();

  constructor(private readonly account: Account) {}

  /** Printed text: each is an event. */
  write(stream: string, text: string): void {
    this.add(stream, text.replace(/\n$/, ''));
  }

  begin(target: FunctionState, stream: string, requestId: string): void {
    this.add(stream, `START RequestId: ${requestId} Version: ${target.version ?? '$LATEST'}`);
  }

  /** Writes all that an invocation has printed. Gives its lines. */
  async end(target: FunctionState, stream: string, requestId: string, milliseconds: number): Promise<string[]> {
    this.add(stream, `END RequestId: ${requestId}`);
    this.add(stream, `REPORT RequestId: ${requestId}\tDuration: ${milliseconds.toFixed(2)} ms\tBilled Duration: ${Math.ceil(milliseconds)} ms\tMemory Size: ${target.memorySize} MB\t`);
    const events = this.pending.get(stream) ?? [];
    this.pending.delete(stream);
    // An account in a test may do without logs.
    if (this.account.services.has('logs')) await this.put(target, stream, events);
    return events.map(({ message }) => message);
  }

  private add(stream: string, message: string): void {
    const events = this.pending.get(stream) ?? [];
    this.pending.set(stream, events);
    events.push({ timestamp: this.account.clock.now(), message });
  }

  private async put(target: FunctionState, logStreamName: string, logEvents: readonly LogEvent[]): Promise<void> {
    const names = { logGroupName: logGroupOf(target), logStreamName };
    const key = `${names.logGroupName} ${logStreamName}`;
    const isThere = this.made.has(key) || await this.call(target, 'CreateLogStream', names) || (
      await this.call(target, 'CreateLogGroup', { logGroupName: names.logGroupName }) && await this.call(target, 'CreateLogStream', names)
    );
    if (!isThere) return;
    this.made.add(key);
    // The group may be gone by now: the next invocation makes it again.
    if (!await this.call(target, 'PutLogEvents', { ...names, logEvents })) this.made.delete(key);
  }

  /** Whether it went well, or was done already. A role without the right has no logs, and no one hears of it: not even as a denied call. */
  private async call(target: FunctionState, operation: string, input: Record<string, unknown>): Promise<boolean> {
    const caller = functionCaller(this.account, target);
    const call: ApiCall = { service: 'logs', region: target.region, operation, input, caller, internal: true };
    try {
      await this.account.call(call);
      return true;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return error.code === 'ResourceAlreadyExistsException';
    }
  }
}
