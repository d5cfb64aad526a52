import dgram from 'node:dgram';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';
import { Connection } from './connection';
import type { Control } from './control';
import type { Timers } from './timers';

/** Every connection of the process, made through the engine instead of the network. */
export class Network {
  private readonly connections = new Map<number, Connection>();
  private next = 1;

  constructor(private readonly control: Control, private readonly timers: Timers) {
    control.listen((message) => {
      if (message.type === 'wake') return;
      const connection = this.connections.get(message.connection);
      if (message.type === 'data') connection?.receive(Buffer.from(message.bytes, 'latin1'));
      if (message.type === 'end') connection?.receiveEnd();
      if (message.type === 'close') {
        if (message.reason) connection?.cut(message.reason);
        else connection?.destroy();
      }
    });
  }

  /** Whether a connection is open that keeps a process alive. */
  hasReferenced(): boolean {
    return [...this.connections.values()].some((connection) => connection.hasRef());
  }

  install(): void {
    const connect = (...args: unknown[]) => this.connect(false, args);
    const connectSecurely = (...args: unknown[]) => this.connect(true, args);
    Object.assign(net, { connect, createConnection: connect });
    Object.assign(tls, { connect: connectSecurely });
    // Agents hand over a callback of their own, and take the returned connection just as well.
    Object.assign(http.Agent.prototype, { createConnection: (options: unknown) => this.connect(false, [options]) });
    Object.assign(https.Agent.prototype, { createConnection: (options: unknown) => this.connect(true, [options]) });
    Object.assign(net.Socket.prototype, { connect: () => this.refuse('a connection by net.Socket') });
    Object.assign(http2, { connect: () => this.refuse('HTTP/2') });
    Object.assign(dgram, { createSocket: () => this.refuse('UDP') });
    syncBuiltinESMExports();
  }

  private connect(encrypted: boolean, args: unknown[]): Connection {
    const { host, port, listener } = target(args, encrypted);
    if (port === undefined) return this.refuse('a connection to a Unix socket');
    const connection = new Connection(this.next++, this.control, this.timers, host, port, encrypted);
    this.connections.set(connection.number, connection);
    connection.once('close', () => this.connections.delete(connection.number));
    if (listener) connection.once(encrypted ? 'secureConnect' : 'connect', listener);
    return connection;
  }

  private refuse(what: string): never {
    this.control.send({ type: 'refused', what });
    throw new Error(`The local cloud does not know ${what}.`);
  }
}

/** The arguments of `net.connect`: `(options)`, `(port, host)`, each with a listener at the end. */
function target(args: unknown[], encrypted: boolean): { host: string; port?: number; listener?: () => void } {
  const [first, second] = args;
  const last = args[args.length - 1];
  const listener = typeof last === 'function' ? last as () => void : undefined;
  if (typeof first === 'object' && first !== null) {
    const options = first as { host?: string; hostname?: string; port?: number | string; path?: string; socketPath?: string };
    const port = options.port ?? (encrypted ? 443 : undefined);
    return { host: options.host ?? options.hostname ?? 'localhost', port: port === undefined ? undefined : Number(port), listener };
  }
  const port = Number(first);
  return { host: typeof second === 'string' ? second : 'localhost', port: Number.isNaN(port) ? undefined : port, listener };
}
