import type { IncomingHttpHeaders } from 'node:http';

/** A request with its body read. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface HttpAnswer<Body = string> {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Body;
}
