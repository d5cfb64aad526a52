import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { expiringByOwnClock } from './expirations';
import { decodePathPart, readRequest } from './http-request';
import { jsonProtocol } from './json-protocol';
import { lambdaProtocol } from './lambda-protocol';
import type { Ask, Protocol, WireError } from './protocol';
import { queryProtocol } from './query-protocol';
import { queueUrlsLeadingTo } from './queue-urls';
import { s3Protocol } from './s3/s3-protocol';
import { isRegionName, readSignature } from './signature';
import type { KeyOwner } from '../core/access-keys';
import type { Account } from '../core/account';
import type { Principal } from '../core/authorization';
import type { Effect } from '../core/faults';
import type { HttpAnswer, HttpRequest } from '../core/http-exchange';
import { isCut } from '../core/lost-answer';
import { NotSupportedError, ServiceError } from '../core/service';
import { isResponseHost } from '../services/cloudformation/custom-resource/response-url';

/** Takes a custom resource's answer, which is put to a URL that CloudFormation made. */
export type ReceiveAnswer = (url: URL, body: Buffer) => { readonly status: number; readonly body?: string };

/** Whoever has a response URL may put to it. */
const ANYBODY: Principal = { accessKeyId: '', arn: 'anonymous' };

type AnyAnswer = HttpAnswer<string | Buffer>;

const PROTOCOLS: readonly Protocol[] = [jsonProtocol, lambdaProtocol, s3Protocol, queryProtocol('cloudformation'), queryProtocol('sns'), queryProtocol('sts')];

/** Where the SDKs and the AWS CLI find every service of the account, if `AWS_ENDPOINT_URL` names it. */
export class Endpoint {
  private requests = 0;
  private readonly server = createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 }, (request, response) => {
    this.serve(request, response).catch((defect: unknown) => {
      this.account.defects.report(defect);
      request.socket.destroy();
    });
  });

  /** `receiveAnswer`: takes what is put to the response URLs of custom resources; absent: nobody does. */
  constructor(private readonly account: Account, private readonly receiveAnswer?: ReceiveAnswer) {
    // Without a listener such a connection is closed, and whoever asked for a tunnel waits for a reason.
    this.server.on('connect', (_request, socket) => {
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    });
  }

  /** The value for `AWS_ENDPOINT_URL`. Only while it listens. */
  get url(): string {
    const address = this.server.address() as AddressInfo | null;
    if (!address) throw new Error('The endpoint does not listen.');
    const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    // Whoever is on this machine finds it here, whatever else it listens to.
    return `http://${address.address === '0.0.0.0' || address.address === '::' ? '127.0.0.1' : host}:${address.port}`;
  }

  /** Listens for callers from outside: the functions' processes need no port. Only those on this machine, unless `host` says otherwise. */
  listen(port = 0, host = '127.0.0.1'): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
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

  /** Answers a request of a function that runs in this process. */
  async exchange(request: HttpRequest): Promise<AnyAnswer | 'cut'> {
    const answer = await this.answer(async () => request, this.nextRequestId(), false);
    return answer === 'cut' ? answer : { ...answer, headers: { ...answer.headers, date: new Date(this.account.clock.now()).toUTCString() } };
  }

  private nextRequestId(): string {
    return `0a1b0000-0000-4000-8000-${String(++this.requests).padStart(12, '0')}`;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clock } = this.account;
    const requestId = this.nextRequestId();
    const fromOutside = 'remoteAddress' in request.socket && request.socket.remoteAddress !== undefined;
    // For a function, time stands still while its request comes in and while the answer goes out. A caller from outside
    // may take as long as it likes for both: that stops nobody's time.
    const still = <T>(work: () => Promise<T>) => fromOutside ? work() : clock.busy(work);
    const answer = await this.answer(() => still(() => readRequest(request)), requestId, fromOutside);
    if (answer === 'cut') {
      request.socket.destroy();
      return;
    }
    // Clients correct their clock by the answer's date, and try again what failed meanwhile. Each gets the time that it lives in.
    const date = new Date(fromOutside ? Date.now() : clock.now()).toUTCString();
    await still(() => write(response, { ...answer, headers: { ...answer.headers, date } }));
  }

  /** There is an answer to everything: whatever goes wrong on the way is one, too. */
  private async answer(reading: () => Promise<HttpRequest | undefined>, requestId: string, fromOutside: boolean): Promise<AnyAnswer | 'cut'> {
    const { clock, defects } = this.account;
    try {
      const request = await reading();
      if (!request) return 'cut';
      const work = isResponseHost(request.url.hostname) ? this.receive(request) : this.call(request, requestId, fromOutside);
      // Nobody else lets time pass for a caller from outside who waits for a function.
      return await (fromOutside ? clock.runUntil(work) : work);
    } catch (error) {
      if (!(error instanceof ServiceError)) defects.report(error);
      return jsonProtocol.fail(wireError(error), requestId);
    }
  }

  private forOutside(output: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return expiringByOwnClock(Date.now() - this.account.clock.now(), queueUrlsLeadingTo(this.url, output));
  }

  /** The PUT of a custom resource's answer. Faults of `s3:PutObject` strike it: to S3 it is nothing else. */
  private async receive(request: HttpRequest): Promise<HttpAnswer | 'cut'> {
    const { account, receiveAnswer } = this;
    const { method, url, body } = request;
    const [bucket, , region] = url.hostname.split('.');
    const effect = method === 'PUT' ? account.faults.strike({
      service: 's3', operation: 'PutObject', region, input: { Bucket: bucket, Key: decodePathPart(url.pathname.slice(1)) }, caller: ANYBODY,
    }) : undefined;
    if (effect?.type === 'lose-request') return 'cut';
    if (effect?.type === 'error') return s3Protocol.fail({ code: effect.code, message: effect.message, status: effect.status ?? 400, members: {} }, '') as HttpAnswer;
    if (effect?.type === 'slow' && effect.late === 'request') await account.clock.sleep(effect.milliseconds);
    const taken = method === 'PUT' ? receiveAnswer?.(url, body) : undefined;
    if (!taken) account.defects.report(new NotSupportedError(`${method} ${url.hostname}${url.pathname}`));
    if (effect?.type === 'slow' && effect.late === 'answer') await account.clock.sleep(effect.milliseconds);
    return isCut(effect) ? 'cut' : { status: taken?.status ?? 403, headers: {}, body: taken?.body ?? '' };
  }

  private async call(request: HttpRequest, requestId: string, fromOutside: boolean): Promise<AnyAnswer | 'cut'> {
    const { account, account: { defects, keys } } = this;
    let protocol: Protocol = jsonProtocol;
    const fail = (code: string, message: string) => protocol.fail({ code, message, status: 403, members: {} }, requestId);
    let owner: KeyOwner | undefined;
    let operation = '';
    try {
      const signature = readSignature(request.headers.authorization);
      if (!signature) return fail('MissingAuthenticationToken', 'Request is missing Authentication Token');
      const { service, region } = signature;
      let ask: Ask | undefined;
      for (const candidate of PROTOCOLS) {
        // What cannot be read is refused in the protocol that it was to be.
        protocol = candidate;
        ask = candidate.read(request, service);
        if (ask) break;
      }
      if (!ask) protocol = jsonProtocol;
      if (!isRegionName(region)) return fail('InvalidSignatureException', 'Credential should be scoped to a valid region.');
      if (!ask) throw new NotSupportedError(`the protocol of this request to '${service}': ${request.method} ${request.url.pathname}`);
      owner = keys.find(signature.accessKeyId);
      ({ operation } = ask);
      if (!owner) return fail(protocol.unknownKeyCode, 'The security token included in the request is invalid.');
      // A caller from outside lives by its own clock, on which the hour of a session is an hour however fast time passes here.
      if (!fromOutside && owner.expiresAt !== undefined && owner.expiresAt <= account.clock.now()) {
        return fail(protocol.expiredKeyCode, 'The security token included in the request is expired');
      }
      const { output, effect } = await account.call({ service, region, ...ask, caller: owner.principal });
      if (isLost(effect, owner, operation)) return 'cut';
      return protocol.answer(ask, fromOutside ? this.forOutside(output) : output, requestId);
    } catch (error) {
      if (!(error instanceof ServiceError)) defects.report(error);
      else if (owner && isLost(error.effect, owner, operation)) return 'cut';
      return protocol.fail(wireError(error), requestId);
    }
  }
}

/** Whether a fault keeps the answer from its caller. It may be the end of the caller, too. */
function isLost(effect: Effect | undefined, owner: KeyOwner, operation: string): boolean {
  if (effect?.type !== 'crash-caller') return isCut(effect);
  if (!owner.crash) throw new Error(`${operation} was to crash its caller, but the caller is no function.`);
  owner.crash();
  return true;
}

/** An error as the caller gets it. */
function wireError(error: unknown): WireError {
  if (error instanceof ServiceError) return { code: error.code, message: error.message, status: error.status, members: error.members };
  const message = error instanceof Error ? error.message : String(error);
  // A status that no SDK tries again.
  if (error instanceof NotSupportedError) return { code: 'NotImplemented', message, status: 501, members: {} };
  return { code: 'InternalFailure', message, status: 500, members: {} };
}

function write(response: ServerResponse, answer: AnyAnswer): Promise<void> {
  return new Promise((resolve) => {
    // The caller may have died while it waited.
    if (response.destroyed || response.closed || !response.socket || response.socket.destroyed) return resolve();
    response.once('close', resolve);
    response.once('finish', resolve);
    response.writeHead(answer.status, { 'content-length': Buffer.byteLength(answer.body), ...answer.headers });
    response.end(answer.body);
  });
}
