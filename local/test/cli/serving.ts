import * as net from 'node:net';
import type { Person, Shown } from './support';

/** Serves while `work` is done, and ends it as Ctrl-C would. */
export async function whileServed(person: Person, options: string, work: (endpoint: string) => Promise<void>): Promise<Shown> {
  const stop = new AbortController();
  let served: Promise<Shown> | undefined;
  const endpoint = await new Promise<string>((resolve) => {
    served = person.types(`serve ${options}`.trim(), {
      interrupted: stop.signal,
      watch: (out) => {
        const [, url] = /AWS_ENDPOINT_URL=(\S+)/.exec(out) ?? [];
        if (url) resolve(url);
      },
    });
  });
  try {
    await work(endpoint);
  } finally {
    stop.abort();
  }
  if (!served) throw new Error('Nothing was served.');
  return served;
}

export interface RawAnswer {
  readonly status: number;
  readonly body: string;
  readonly text: string;
}

/** Sends these very bytes and reads until the server closes the connection; `and end`: says that no more will come. */
export function send(endpoint: string, bytes: string | Buffer, patience = 5000, more?: 'and end'): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(endpoint);
    const socket = net.connect(Number(port), hostname, () => more ? socket.end(bytes) : socket.write(bytes));
    const chunks: Buffer[] = [];
    socket.setTimeout(patience, () => socket.destroy(new Error(`No answer to ${bytes.toString().slice(0, 500)}`)));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const text = Buffer.concat(chunks).toString();
      resolve({ text, status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1] ?? 0), body: text.slice(text.indexOf('\r\n\r\n') + 4) });
    });
  });
}

export function credential(service: string, region = 'eu-central-1'): string {
  return `AWS4-HMAC-SHA256 Credential=AKIALOCALROOT0000000/20300101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

export interface RawRequest {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function raw({ method = 'POST', target = '/', headers = {}, body = '' }: RawRequest): string {
  const all = { host: 'localhost', connection: 'close', ...headers, ...body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) } };
  return `${method} ${target} HTTP/1.1\r\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

/** A signed call of a JSON protocol. */
export function jsonCall(service: string, operation: string, body: string, region?: string): string {
  return raw({ headers: { 'authorization': credential(service, region), 'x-amz-target': `Service.${operation}` }, body });
}
