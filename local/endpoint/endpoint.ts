import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Account } from '../account';
import { isResponseHost } from '../cloudformation/custom-resource/response-url';
import { NotSupportedError, ServiceError } from '../service';
import type { AccessKeys } from './access-keys';
import type { Defects } from './defects';
import { jsonProtocol } from './json-protocol';
import { lambdaProtocol } from './lambda-protocol';
import type { HttpAnswer, HttpRequest, Protocol } from './protocol';
import { queryProtocol } from './query-protocol';
import { readSignature } from './signature';

/** Takes a custom resource's answer, which is put to a URL that CloudFormation made. */
export type ReceiveAnswer = (url: URL, body: Buffer) => { readonly status: number; readonly body?: string };

export interface EndpointOptions {
  readonly account: Account;
  readonly keys: AccessKeys;
  readonly defects: Defects;
  /** Takes what is put to the response URLs of custom resources; absent: nobody does. */
  readonly receive?: ReceiveAnswer;
}

const PROTOCOLS: readonly Protocol[] = [jsonProtocol, lambdaProtocol, queryProtocol('cloudformation'), queryProtocol('sts')];

/** Where the SDKs and the AWS CLI find every service of the account, if `AWS_ENDPOINT_URL` names it. */
export class Endpoint {
  private requests = 0;
  private readonly server = createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 }, (request, response) => {
    this.serve(request, response).catch((defect: unknown) => {
      this.options.defects.report(defect);
      request.socket.destroy();
    });
  });

  constructor(private readonly options: EndpointOptions) {}

  /** The value for `AWS_ENDPOINT_URL`. Only while it listens. */
  get url(): string {
    const address = this.server.address() as AddressInfo | null;
    if (!address) throw new Error('The endpoint does not listen.');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Listens for callers from outside: the functions' processes need no port. */
  listen(port = 0): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  /** Serves a connection that a function's process opened. */
  accept(connection: Duplex): void {
    this.server.emit('connection', connection);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clock } = this.options.account;
    // Time stands still while the request comes in and while the answer goes out; what happens in between may take time.
    const read = await clock.busy(() => readRequest(request));
    if (!read) return;
    const requestId = `0a1b0000-0000-4000-8000-${String(++this.requests).padStart(12, '0')}`;
    const work = isResponseHost(read.url.hostname) ? Promise.resolve(this.receive(read)) : this.call(read, requestId);
    const fromOutside = 'remoteAddress' in request.socket && request.socket.remoteAddress !== undefined;
    // Nobody else lets time pass for a caller from outside who waits for a function.
    const answer = await (fromOutside ? clock.runUntil(work) : work);
    if (answer === 'cut') {
      request.socket.destroy();
      return;
    }
    await clock.busy(() => write(response, answer));
  }

  private receive(request: HttpRequest): HttpAnswer {
    const taken = request.method === 'PUT' ? this.options.receive?.(request.url, request.body) : undefined;
    if (!taken) this.options.defects.report(new NotSupportedError(`${request.method} ${request.url.hostname}${request.url.pathname}`));
    return { status: taken?.status ?? 403, headers: {}, body: taken?.body ?? '' };
  }

  private async call(request: HttpRequest, requestId: string): Promise<HttpAnswer | 'cut'> {
    const { account, keys, defects } = this.options;
    const signature = readSignature(request.headers.authorization);
    const service = signature?.service ?? '';
    let protocol = jsonProtocol;
    const fail = (code: string, message: string, status: number, members: Readonly<Record<string, unknown>> = {}) =>
      protocol.fail({ code, message, status, members }, requestId);
    try {
      const [found] = PROTOCOLS.flatMap((candidate) => {
        const ask = candidate.read(request, service);
        return ask ? [{ candidate, ask }] : [];
      });
      if (found) protocol = found.candidate;
      if (!signature) return fail('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
      if (!found) throw new NotSupportedError(`the protocol of this request to '${service}': ${request.method} ${request.url.pathname}`);
      const owner = keys.find(signature.accessKeyId);
      if (!owner) return fail(protocol.unknownKeyCode, 'The security token included in the request is invalid.', 403);
      const { output, effect } = await account.call({ service, region: signature.region, ...found.ask, caller: owner.principal });
      if (effect?.type === 'crash-caller') {
        if (!owner.crash) throw new Error(`${found.ask.operation} was to crash its caller, but the caller is no function.`);
        owner.crash();
        return 'cut';
      }
      return effect?.type === 'lose-answer' ? 'cut' : protocol.answer(found.ask, output, requestId);
    } catch (error) {
      if (error instanceof ServiceError) return fail(error.code, error.message, error.status, error.members);
      defects.report(error);
      // A status that no SDK tries again.
      if (error instanceof NotSupportedError) return fail('NotImplemented', error.message, 501);
      return fail('InternalFailure', error instanceof Error ? error.message : String(error), 500);
    }
  }
}

/** The request with its body; nothing if the caller is gone before it is complete. */
async function readRequest(request: IncomingMessage): Promise<HttpRequest | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch (error) {
    if (request.socket.destroyed) return undefined;
    throw error;
  }
  return {
    method: request.method ?? '',
    url: new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`),
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
}

function write(response: ServerResponse, answer: HttpAnswer): Promise<void> {
  return new Promise((resolve) => {
    // The caller may have died while it waited.
    if (response.destroyed || response.closed || !response.socket || response.socket.destroyed) return resolve();
    response.once('close', resolve);
    response.once('finish', resolve);
    response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
    response.end(answer.body);
  });
}
