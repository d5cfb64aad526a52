import type { ServerResponse } from 'node:http';
import { Environment, type EnvironmentOptions } from './environment';
import type { ProcessEnd } from './function-process';
import { exited, failure, type Outcome, reportedFailure, timedOut } from './outcome';
import type { Urgency } from './turn-lock';
import type { Clock } from '../../core/clock';

/** How long a function may take until it asks for its first event. */
const START_SECONDS = 10;
const LARGEST_ANSWER = 6 * 1024 * 1024 + 100;

/** One event for a function. */
export interface Invocation {
  readonly requestId: string;
  readonly functionArn: string;
  readonly payload: string;
  /** Seconds. */
  readonly timeout: number;
  readonly urgency: Urgency;
}

interface Running {
  readonly invocation: Invocation;
  readonly settle: (outcome: Outcome) => void;
  handedOver: boolean;
  outcome?: Outcome;
  cancelDeadline: () => void;
}

/** An execution environment: it takes events one by one and answers each. */
export interface Sandbox {
  lastUsed: number;
  /** Not to be used for another event. */
  readonly stale: boolean;
  /** Whether it can take an event. */
  readonly free: boolean;
  /** Resolves when it has ended. */
  readonly gone: Promise<void>;
  /** Gives it an event. Resolves when it is done with it and at rest. */
  invoke(invocation: Invocation): Promise<Outcome>;
  /** It takes no further event. */
  retire(): void;
  kill(): void;
}

/** A process, as the Runtime API sees it. */
export class ProcessSandbox implements Sandbox {
  readonly environment: Environment;
  lastUsed = 0;
  stale = false;

  private running: Running | undefined;
  /** The process's request for the next event, while there is none. */
  private waiting: ServerResponse | undefined;
  private startFailure: Outcome | undefined;

  constructor(private readonly clock: Clock, options: EnvironmentOptions) {
    this.environment = new Environment(options);
    this.environment.onRest = () => this.rest();
    this.environment.onEnd = (end) => this.end(end);
    this.environment.onStuck = () => {
      options.log(`The process worked for ${options.patience / 1000} s without a pause: that counts as its time-out.\n`);
      this.timeOut();
    };
  }

  get free(): boolean {
    return !this.running && !this.stale && !this.environment.ended;
  }

  get gone(): Promise<void> {
    return this.environment.gone;
  }

  retire(): void {
    this.stale = true;
  }

  invoke(invocation: Invocation): Promise<Outcome> {
    return new Promise((settle) => {
      const running: Running = { invocation, settle, handedOver: false, cancelDeadline: () => undefined };
      this.running = running;
      this.environment.urgency = invocation.urgency;
      this.environment.frozen = false;
      if (this.waiting) return this.handOver(running, this.waiting);
      running.cancelDeadline = this.clock.at(this.clock.now() + START_SECONDS * 1000, () => this.timeOut());
      this.environment.start();
    });
  }

  /** The process asks for an event. */
  next(response: ServerResponse): void {
    this.waiting = response;
    if (this.running && !this.running.handedOver) this.handOver(this.running, response);
  }

  respond(body: string): void {
    if (!this.running) return;
    this.running.outcome ??= Buffer.byteLength(body) > LARGEST_ANSWER
      ? failure('Function.ResponseSizeTooLarge', 'Response payload size exceeded maximum allowed payload size (6291556 bytes).')
      : { payload: body };
  }

  fail(body: string): void {
    if (this.running) this.running.outcome ??= reportedFailure(body);
  }

  failToStart(body: string): void {
    this.startFailure = reportedFailure(body);
  }

  kill(): void {
    this.stale = true;
    this.environment.kill();
  }

  private handOver(running: Running, response: ServerResponse): void {
    const { requestId, functionArn, payload, timeout } = running.invocation;
    const deadline = this.clock.now() + timeout * 1000;
    running.handedOver = true;
    running.cancelDeadline();
    running.cancelDeadline = this.clock.at(deadline, () => this.timeOut());
    this.waiting = undefined;
    response.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': String(deadline),
      'lambda-runtime-invoked-function-arn': functionArn,
      'lambda-runtime-trace-id': `Root=1-${requestId.slice(0, 8)}-${requestId.replaceAll('-', '').slice(8)};Sampled=0`,
    });
    response.end(payload);
  }

  private timeOut(): void {
    if (this.running) this.running.outcome ??= timedOut(this.running.invocation.requestId, this.running.invocation.timeout);
    this.kill();
  }

  /** An answer counts once the process has asked for the next event and has nothing else to do: then it is frozen. */
  private rest(): void {
    if (this.running?.outcome) this.finish(this.running.outcome);
  }

  private end(end: ProcessEnd): void {
    if (!this.running) return;
    this.finish(this.running.outcome ?? this.startFailure ?? exited(this.running.invocation.requestId, end));
  }

  private finish(outcome: Outcome): void {
    const running = this.running;
    this.running = undefined;
    this.environment.frozen = true;
    running?.cancelDeadline();
    running?.settle(outcome);
  }
}
