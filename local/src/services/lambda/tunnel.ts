import { Duplex } from 'node:stream';
import type { FromProcess, ProcessMessage } from './messages';

/** Where the connections of a process go: takes the connection, or gives the reason why there is nobody to take it. */
export type Route = (host: string, port: number, connection: Duplex) => string | undefined;

/** The engine's end of every connection that a process has open. */
export class Tunnel {
  private readonly connections = new Map<number, TunnelConnection>();

  constructor(private readonly send: (message: ProcessMessage) => void, private readonly route: Route) {}

  receive(message: FromProcess): void {
    switch (message.type) {
      case 'open': return this.open(message.connection, message.host, message.port);
      case 'data': this.connections.get(message.connection)?.push(Buffer.from(message.bytes, 'latin1')); return;
      case 'end': this.connections.get(message.connection)?.push(null); return;
      case 'close': this.connections.get(message.connection)?.abandon(); return;
      case 'idle': case 'log': case 'refused': return;
    }
  }

  /** The process is gone. */
  close(): void {
    for (const connection of [...this.connections.values()]) connection.abandon();
  }

  private open(number: number, host: string, port: number): void {
    const connection = new TunnelConnection(number, this.send);
    this.connections.set(number, connection);
    connection.once('close', () => this.connections.delete(number));
    // Whoever serves the connection may not care that the process cut it.
    connection.on('error', () => undefined);
    const refusal = this.route(host, port, connection);
    if (!refusal) return;
    connection.abandon();
    this.send({ type: 'close', connection: number, reason: `ECONNREFUSED: ${refusal}` });
  }
}

class TunnelConnection extends Duplex {
  private abandoned = false;

  constructor(private readonly number: number, private readonly send: (message: ProcessMessage) => void) {
    super({ allowHalfOpen: true });
  }

  /** Ends the connection without telling the process: it knows. */
  abandon(): void {
    this.abandoned = true;
    this.destroy();
  }

  override _read(): void {
    // Bytes are pushed as they come.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.transmit(chunk);
    done();
  }

  /** The head and the body of an answer are written one after the other, and sent as one message. */
  override _writev(chunks: Array<{ chunk: Buffer }>, done: (error?: Error | null) => void): void {
    this.transmit(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    done();
  }

  override _final(done: (error?: Error | null) => void): void {
    if (!this.abandoned) this.send({ type: 'end', connection: this.number });
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.abandoned) this.send({ type: 'close', connection: this.number, reason: 'ECONNRESET: socket hang up' });
    done(error);
  }

  private transmit(bytes: Buffer): void {
    if (!this.abandoned) this.send({ type: 'data', connection: this.number, bytes: bytes.toString('latin1') });
  }
}
