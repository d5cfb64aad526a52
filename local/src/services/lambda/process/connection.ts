import { Duplex } from 'node:stream';
import type { Control } from './control';
import type { Timers, VirtualTimer } from './timers';

/**
 * A connection of the process, as `net.connect` and `tls.connect` give it. Its bytes go through the channel to the
 * engine, in the clear: the engine is the other side of every connection, so there is nobody to hide them from.
 */
export class Connection extends Duplex {
  connecting = true;
  pending = true;
  readonly remoteAddress = '127.0.0.1';
  readonly remoteFamily = 'IPv4';
  readonly localAddress = '127.0.0.1';
  readonly localPort = 0;
  bytesRead = 0;
  bytesWritten = 0;
  timeout = 0;
  /** Members of a TLS socket. */
  readonly encrypted: boolean;
  readonly authorized: boolean;
  readonly alpnProtocol = false;
  private counts = true;
  private timer: VirtualTimer | undefined;

  constructor(
    readonly number: number,
    private readonly control: Control,
    private readonly timers: Timers,
    readonly remoteHost: string,
    readonly remotePort: number,
    encrypted: boolean,
  ) {
    super({ allowHalfOpen: false, emitClose: true });
    this.encrypted = encrypted;
    this.authorized = encrypted;
    control.send({ type: 'open', connection: number, host: remoteHost, port: remotePort });
    process.nextTick(() => {
      if (this.destroyed) return;
      this.connecting = false;
      this.pending = false;
      this.emit('connect');
      if (encrypted) this.emit('secureConnect');
      this.emit('ready');
    });
  }

  /** Whether it would keep a process alive. */
  hasRef(): boolean {
    return this.counts;
  }

  ref(): this {
    this.counts = true;
    return this;
  }

  unref(): this {
    this.counts = false;
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setTimeout(milliseconds: number, callback?: () => void): this {
    this.timer?.close();
    this.timer = undefined;
    this.timeout = milliseconds;
    if (milliseconds > 0) {
      this.timer = this.timers.start(() => this.emit('timeout'), milliseconds, false).unref();
      if (callback) this.once('timeout', callback);
    } else if (callback) {
      this.removeListener('timeout', callback);
    }
    return this;
  }

  address(): { address: string; family: string; port: number } {
    return { address: this.localAddress, family: this.remoteFamily, port: this.localPort };
  }

  getPeerCertificate(): object {
    return {};
  }

  getSession(): undefined {
    return undefined;
  }

  isSessionReused(): boolean {
    return false;
  }

  receive(bytes: Buffer): void {
    this.bytesRead += bytes.length;
    this.timer?.refresh();
    this.push(bytes);
  }

  receiveEnd(): void {
    this.push(null);
  }

  /** The other side cut the connection, or there is nobody there. */
  cut(reason: string): void {
    const [code = 'ECONNRESET'] = reason.split(':');
    this.destroy(Object.assign(new Error(reason), { code, syscall: code === 'ECONNRESET' ? 'read' : 'connect' }));
  }

  override _read(): void {
    // Bytes are pushed as they come.
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.transmit(toBytes(chunk, encoding));
    done();
  }

  /** The head and the body of a request are written one after the other, and sent as one message. */
  override _writev(chunks: Array<{ chunk: Buffer | string; encoding: BufferEncoding }>, done: (error?: Error | null) => void): void {
    this.transmit(Buffer.concat(chunks.map(({ chunk, encoding }) => toBytes(chunk, encoding))));
    done();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.control.send({ type: 'end', connection: this.number });
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.timer?.close();
    this.control.send({ type: 'close', connection: this.number });
    done(error);
  }

  private transmit(bytes: Buffer): void {
    this.bytesWritten += bytes.length;
    this.timer?.refresh();
    this.control.send({ type: 'data', connection: this.number, bytes: bytes.toString('latin1') });
  }
}

function toBytes(chunk: Buffer | string, encoding: BufferEncoding): Buffer {
  return typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
}
