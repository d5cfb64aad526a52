import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ProcessSandbox } from './sandbox';
import type { Clock } from '../../core/clock';

/** Where functions find it, as in the cloud. */
export const RUNTIME_API_HOST = '127.0.0.1';
export const RUNTIME_API_PORT = 9001;

const PREFIX = '/2018-06-01/runtime/';

/** The Lambda Runtime API: how a function's process gets its events and gives its answers. */
export class RuntimeApi {
  private readonly sandboxes = new WeakMap<Duplex, ProcessSandbox>();
  // It listens nowhere: the processes' connections are handed to it.
  private readonly server = createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 }, (request, response) => {
    this.serve(request, response);
  });

  constructor(private readonly clock: Clock) {}

  accept(connection: Duplex, sandbox: ProcessSandbox): void {
    this.sandboxes.set(connection, sandbox);
    this.server.emit('connection', connection);
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const sandbox = this.sandboxes.get(request.socket);
    // The head of an answer may come before the rest.
    const release = this.clock.hold();
    request.once('end', release).once('close', release);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const path = request.url?.startsWith(PREFIX) ? request.url.slice(PREFIX.length) : '';
      if (!sandbox) return answer(response, 403);
      if (request.method === 'GET' && path === 'invocation/next') return sandbox.next(response);
      if (request.method !== 'POST') return answer(response, 404);
      if (path === 'init/error') sandbox.failToStart(body);
      else if (path.endsWith('/response')) sandbox.respond(body);
      else if (path.endsWith('/error')) sandbox.fail(body);
      else return answer(response, 404);
      answer(response, 202);
    });
  }
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ status: status === 202 ? 'OK' : 'error' }));
}
