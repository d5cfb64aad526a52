import { format } from 'node:util';
import { type Exchange, httpModule } from './http-module';
import type { Program } from './program';
import type { Clock } from '../../../core/clock';
import { exited, failure, type Outcome, timedOut } from '../outcome';
import { describeError } from '../process/handler';
import type { Invocation, Sandbox } from '../sandbox';

export interface InProcessSandboxOptions {
  readonly clock: Clock;
  readonly program: Program;
  readonly variables: Readonly<Record<string, string>>;
  /** How far the function's clock is ahead of the account's. Milliseconds. */
  readonly skew: () => number;
  readonly exchange: Exchange;
  readonly log: (text: string) => void;
}

const NOTHING = (): void => undefined;

type Handler = (event: unknown, context: object) => unknown;

/**
 * An execution environment without a process: the code runs here, with the account's time and the account's endpoint in the place of
 * what it would find. It starts in milliseconds, so thousands of lives can be played. What it is spared: Node's own
 * network code, limits of memory, and a process that can die by itself; see `programIn` for the code that can run so.
 */
export class InProcessSandbox implements Sandbox {
  lastUsed = 0;
  stale = false;
  readonly gone: Promise<void>;
  private ended = false;
  private frozen = false;
  private handler?: Handler;
  private running?: { readonly requestId: string; readonly settle: (outcome: Outcome) => void; readonly cancelDeadline: () => void };
  private markGone = NOTHING;
  private readonly environment: Record<string, string>;
  /** Timers that came due while the environment was frozen fire when it goes on. */
  private overdue: Array<() => void> = [];

  constructor(private readonly options: InProcessSandboxOptions) {
    this.gone = new Promise((resolve) => { this.markGone = resolve; });
    this.environment = { ...options.variables };
  }

  get free(): boolean {
    return !this.running && !this.stale && !this.ended;
  }

  invoke(invocation: Invocation): Promise<Outcome> {
    const { clock, log } = this.options;
    const { requestId, timeout } = invocation;
    return new Promise((settle) => {
      const cancelDeadline = clock.at(clock.now() + timeout * 1000, () => this.end(timedOut(requestId, timeout)));
      this.running = { requestId, settle, cancelDeadline };
      this.thaw();
      this.call(invocation).then((payload) => this.finish({ payload }), (error: unknown) => {
        const described = describeError(error);
        if (!this.ended) log(`${requestId}\tERROR\tInvoke Error\t${JSON.stringify(described)}\n`);
        this.finish({ ...failure(described.errorType, described.errorMessage), payload: JSON.stringify(described) });
      });
    });
  }

  retire(): void {
    this.stale = true;
  }

  kill(): void {
    this.stale = true;
    this.end(this.running && exited(this.running.requestId, { code: null, signal: 'SIGKILL' }));
  }

  private async call({ payload, requestId, functionArn, timeout }: Invocation): Promise<string> {
    const deadline = this.now() + timeout * 1000;
    this.handler ??= this.start();
    const result = await this.handler(JSON.parse(payload), {
      awsRequestId: requestId,
      invokedFunctionArn: functionArn,
      functionName: this.environment.AWS_LAMBDA_FUNCTION_NAME,
      logStreamName: this.environment.AWS_LAMBDA_LOG_STREAM_NAME,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => deadline - this.now(),
    });
    return JSON.stringify(result === undefined ? null : result);
  }

  private start(): Handler {
    const { program, exchange, log } = this.options;
    // What a dead environment asked for is never answered: its code goes no further.
    const alive: Exchange = async (request) => {
      const answer = await exchange(request);
      return this.ended ? new Promise<never>(() => undefined) : answer;
    };
    const startTimer = (callback: () => void, milliseconds: number) => this.startTimer(callback, milliseconds);
    const environmentProcess = Object.create(process, { env: { value: this.environment } }) as NodeJS.Process;
    const modules: Readonly<Record<string, unknown>> = {
      'node:http': httpModule('http', alive, startTimer),
      'node:https': httpModule('https', alive, startTimer),
      'node:process': environmentProcess,
      'node:timers/promises': { setTimeout: async (delay: number, value?: unknown) => new Promise((resolve) => { startTimer(() => resolve(value), delay); }) },
    };
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const load = (name: string): unknown => modules[name] ?? require(name);
    const write = (...values: unknown[]) => log(`${format(...values)}\n`);
    const exported = program({
      require: load,
      importModule: async (name) => load(name),
      process: environmentProcess,
      console: { log: write, info: write, warn: write, error: write, debug: write },
      Date: this.virtualDate(),
      setTimeout: (callback, delay = 1) => ({ cancel: startTimer(callback, delay), unref() { return this; }, ref() { return this; } }),
      clearTimeout: (timer) => (timer as { cancel?: () => void } | undefined)?.cancel?.(),
    });
    const name = this.environment._HANDLER.split('.')[1];
    const handler = exported[name];
    if (typeof handler !== 'function') throw Object.assign(new Error(`${this.environment._HANDLER} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
    return handler as Handler;
  }

  private now(): number {
    return this.options.clock.now() + this.options.skew();
  }

  private virtualDate(): DateConstructor {
    const now = () => this.now();
    return new Proxy(Date, {
      construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [now()], newTarget) as object,
      apply: (target) => new target(now()).toString(),
      get: (target, member, receiver) => member === 'now' ? now : Reflect.get(target, member, receiver) as unknown,
    });
  }

  private startTimer(callback: () => void, milliseconds: number): () => void {
    const { clock } = this.options;
    let cancelled = false;
    const fire = () => {
      if (cancelled || this.ended) return;
      if (this.frozen) this.overdue.push(fire);
      else callback();
    };
    const cancel = clock.at(clock.now() + Math.max(1, milliseconds), fire);
    return () => {
      cancelled = true;
      cancel();
    };
  }

  private thaw(): void {
    this.frozen = false;
    const { overdue } = this;
    this.overdue = [];
    for (const fire of overdue) setImmediate(fire);
  }

  private finish(outcome: Outcome): void {
    const { running } = this;
    if (this.ended || !running) return;
    this.running = undefined;
    this.frozen = true;
    running.cancelDeadline();
    running.settle(outcome);
  }

  /** Its code is never called again. */
  private end(outcome: Outcome | undefined): void {
    if (outcome) this.finish(outcome);
    if (this.ended) return;
    this.ended = true;
    this.markGone();
  }
}
