import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import type { HttpAnswer, HttpRequest } from '../../../core/http-exchange';

/** Where requests go; `cut`: the connection is gone before there is an answer. */
export type Exchange = (request: HttpRequest) => Promise<HttpAnswer<string | Buffer> | 'cut'>;

/** Starts a virtual timer. Returns what takes it back. */
export type StartTimer = (callback: () => void, milliseconds: number) => () => void;

interface RequestOptions {
  readonly method?: string;
  readonly host?: string;
  readonly hostname?: string;
  readonly port?: number | string | null;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
}

/** What a function that runs in this process finds as `node:http` or `node:https`: as much of it as clients of AWS use. */
export function httpModule(scheme: 'http' | 'https', exchange: Exchange, startTimer: StartTimer): object {
  class Agent {
    readonly sockets = {};
    readonly requests = {};

    constructor(readonly options: Readonly<Record<string, unknown>> = {}) {}

    destroy(): void {
      // There are no connections that it could keep.
    }
  }
  const request = (...args: unknown[]): OutgoingRequest => {
    const [first, second] = args;
    const last = args.at(-1);
    const url = first instanceof URL || typeof first === 'string' ? new URL(first) : undefined;
    const given = url ? second : first;
    const options = typeof given === 'object' && given !== null ? given as RequestOptions : {};
    const outgoing = new OutgoingRequest(url ?? urlOf(scheme, options), options, exchange, startTimer);
    if (typeof last === 'function') outgoing.once('response', last as () => void);
    return outgoing;
  };
  return { Agent, request, globalAgent: new Agent() };
}

function urlOf(scheme: string, { host, hostname, port, path = '/' }: RequestOptions): URL {
  const authority = `${hostname ?? host ?? 'localhost'}${port === undefined || port === null ? '' : `:${port}`}`;
  return new URL(`${scheme}://${authority}${path}`);
}

/** A request's connection, as far as clients look at it: for time-outs. */
class Socket extends EventEmitter {
  readonly connecting = false;
  private stopTimer?: () => void;

  constructor(private readonly request: OutgoingRequest, private readonly startTimer: StartTimer) {
    super();
  }

  setTimeout(milliseconds: number, listener?: () => void): this {
    this.stopTimer?.();
    if (listener) this.once('timeout', listener);
    this.stopTimer = milliseconds > 0 ? this.startTimer(() => this.emit('timeout'), milliseconds) : undefined;
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  destroy(error?: Error): this {
    this.request.destroy(error);
    return this;
  }

  end(): void {
    this.stopTimer?.();
  }
}

class OutgoingRequest extends EventEmitter {
  destroyed = false;
  readonly socket: Socket;
  private readonly chunks: Buffer[] = [];
  private answered = false;

  constructor(
    private readonly url: URL, private readonly options: RequestOptions, private readonly exchange: Exchange, startTimer: StartTimer,
  ) {
    super();
    this.socket = new Socket(this, startTimer);
    process.nextTick(() => this.emit('socket', this.socket));
  }

  setTimeout(milliseconds: number, listener?: () => void): this {
    this.socket.setTimeout(milliseconds, listener);
    return this;
  }

  write(chunk: string | Uint8Array): boolean {
    this.chunks.push(Buffer.from(chunk as string));
    return true;
  }

  end(chunk?: string | Uint8Array): this {
    if (chunk !== undefined) this.write(chunk);
    process.nextTick(() => { void this.send(); });
    return this;
  }

  abort(): void {
    this.destroy();
  }

  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.socket.end();
    const reason = error ?? (this.answered ? undefined : connectionReset());
    process.nextTick(() => {
      if (reason) this.emit('error', reason);
      this.emit('close');
    });
    return this;
  }

  private async send(): Promise<void> {
    if (this.destroyed) return;
    const headers = Object.fromEntries(Object.entries(this.options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));
    const answer = await this.exchange({ method: this.options.method ?? 'GET', url: this.url, headers, body: Buffer.concat(this.chunks) });
    if (this.destroyed) return;
    this.socket.end();
    if (answer === 'cut') return void this.destroy(connectionReset());
    this.answered = true;
    const body = Buffer.from(answer.body as string);
    const response = Object.assign(Readable.from(body.length > 0 ? [body] : [], { objectMode: false }), {
      statusCode: answer.status, headers: { ...answer.headers, 'content-length': String(body.length) },
    });
    response.once('close', () => {
      this.destroyed = true;
      this.emit('close');
    });
    this.emit('response', response);
  }
}

function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
