import type { Duplex } from 'node:stream';
import type { FunctionProcess, ProcessEnd, StartProcess } from './function-process';
import type { FromProcess, ProcessMessage, ToProcess } from './messages';
import { Tunnel, type Route } from './tunnel';
import type { TurnLock, Urgency } from './turn-lock';
import type { Clock } from '../../core/clock';

const NOTHING = (): void => undefined;

export interface EnvironmentOptions {
  readonly clock: Clock;
  readonly turnLock: TurnLock;
  readonly start: StartProcess;
  /** How far its clock is ahead of the account's. Milliseconds. */
  readonly skew: () => number;
  readonly route: (environment: Environment, ...args: Parameters<Route>) => ReturnType<Route>;
  readonly log: (text: string) => void;
  /** The code tried something that the local cloud does not have. */
  readonly refused: (what: string, hint?: string) => void;
  /** For how many real milliseconds the process may work without a pause before it counts as stuck. */
  readonly patience: number;
}

/**
 * One execution environment: a process that is either at work, which holds the clock, or at rest. At rest it has nothing
 * left to do but to wait for the engine: for an answer, an event, or for its next timer.
 */
export class Environment {
  /** Told when the process comes to rest. */
  onRest: () => void = NOTHING;
  onEnd: (end: ProcessEnd) => void = NOTHING;
  /** Told when the process has worked for too long, in real time. */
  onStuck: () => void = NOTHING;
  /** Frozen between invocations: timers do not fire then. */
  frozen = false;
  urgency: Urgency = 'running';
  ended = false;
  /** Resolves when the process has ended. */
  readonly gone: Promise<void>;

  private process: FunctionProcess | undefined;
  private readonly tunnel: Tunnel;
  private working = false;
  private killed = false;
  private number = 0;
  private outbox: ProcessMessage[] = [];
  private releaseClock: () => void = NOTHING;
  private cancelWake: () => void = NOTHING;
  private watchdog: NodeJS.Timeout | undefined;
  private markGone: () => void = NOTHING;

  constructor(private readonly options: EnvironmentOptions) {
    this.gone = new Promise((resolve) => { this.markGone = resolve; });
    this.tunnel = new Tunnel(
      (message) => this.send(message),
      (host: string, port: number, connection: Duplex) => options.route(this, host, port, connection),
    );
  }

  start(): void {
    this.work();
  }

  kill(): void {
    if (this.ended || this.killed) return;
    this.killed = true;
    if (!this.process) return this.finish({ code: null, signal: 'SIGKILL' });
    // Until the process has really gone, and its last output has been read, no time passes.
    void this.gone.then(this.options.clock.hold());
    this.process.kill();
  }

  /** Wakes the process up with this message, when it is its turn. */
  private send(message: ProcessMessage): void {
    if (this.ended || this.killed) return;
    this.outbox.push(message);
    if (this.working) this.flush();
    else this.work();
  }

  private work(): void {
    this.working = true;
    this.cancelWake();
    this.releaseClock = this.options.clock.hold();
    this.options.turnLock.request(this, this.urgency, () => {
      this.urgency = 'running';
      this.watchdog = setTimeout(() => this.onStuck(), this.options.patience).unref();
      if (!this.process) this.process = this.spawn();
      this.flush();
    });
  }

  private flush(): void {
    // No watchdog: the turn has not come yet, the messages are sent when it does.
    if (!this.watchdog) return;
    for (const message of this.outbox.splice(0)) {
      const numbered: ToProcess = { ...message, number: ++this.number, now: this.now };
      this.process?.send(numbered);
    }
  }

  private receive(message: FromProcess): void {
    if (message.type === 'log') return this.options.log(message.text);
    // What a dead process asked for while it died is not heard any more.
    if (this.ended || this.killed) return;
    switch (message.type) {
      case 'refused': return this.options.refused(message.what, message.hint);
      case 'idle':
        // The turn of the event loop lets everything settle that the process's last requests have set off in here.
        setImmediate(() => this.rest(message.number, message.until));
        return;
      case 'open': case 'data': case 'end': case 'close': return this.tunnel.receive(message);
    }
  }

  private rest(seen: number, until?: number): void {
    // It has been told something since: it will report again.
    if (this.ended || this.killed || !this.working || seen !== this.number || this.outbox.length > 0) return;
    const releaseClock = this.releaseClock;
    this.working = false;
    clearTimeout(this.watchdog);
    this.watchdog = undefined;
    this.onRest();
    if (until !== undefined && !this.frozen && !this.working) {
      this.cancelWake = this.options.clock.at(until - this.options.skew(), () => this.send({ type: 'wake' }));
    }
    // Whoever waited for this process is to go on before anything new starts: the turn is passed on after that.
    setImmediate(() => {
      this.options.turnLock.release(this);
      releaseClock();
    });
  }

  /** What the process takes for the time. */
  private get now(): number {
    return this.options.clock.now() + this.options.skew();
  }

  private spawn(): FunctionProcess {
    const { start, log } = this.options;
    return start(this.now, {
      message: (message) => this.receive(message),
      log,
      end: (end) => this.finish(end),
    });
  }

  private finish(end: ProcessEnd): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.watchdog);
    this.cancelWake();
    this.tunnel.close();
    this.markGone();
    this.onEnd(end);
    this.options.turnLock.withdraw(this);
    setImmediate(() => {
      this.options.turnLock.release(this);
      this.releaseClock();
    });
  }
}
