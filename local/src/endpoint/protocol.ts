import type { HttpAnswer, HttpRequest } from '../core/http-exchange';

/** What is asked of a service. */
export interface Ask {
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

/** An error as it goes over the wire. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly members: Readonly<Record<string, unknown>>;
}

/** How calls and answers of a service are written in HTTP. */
export interface Protocol<Body extends string | Buffer = string | Buffer> {
  /** The code for an access key that nobody has. */
  readonly unknownKeyCode: string;
  /** The code for an access key that has expired. */
  readonly expiredKeyCode: string;
  /** The call in the request, or nothing if the request is not of this protocol. `service`: as the signature names it. */
  read(request: HttpRequest, service: string): Ask | undefined;
  answer(ask: Ask, output: Readonly<Record<string, unknown>>, requestId: string): HttpAnswer<Body>;
  fail(error: WireError, requestId: string): HttpAnswer;
}
