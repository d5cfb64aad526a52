import { type Answer, type Expected, readAnswer } from './answer';
import { checkedObject, responseUrl } from './response-url';
import type { Account } from '../../../core/account';

/** What the store says to a PUT of a function. */
export interface Receipt {
  readonly status: number;
  /** S3's error, as XML. */
  readonly body?: string;
}

interface Pending {
  readonly expected: Expected;
  readonly arrived: (answer: Answer) => void;
}

/**
 * The store that custom resources answer into. It takes whatever comes to a URL that it has signed, once more and late
 * as well, as S3 does; CloudFormation reads the first object for a request that it still waits for.
 */
export class Responses {
  private readonly pending = new Map<string, Pending>();

  constructor(private readonly account: Account) {}

  /** Expects an answer; `forget` ends that. */
  expect(region: string, expected: Expected, arrived: (answer: Answer) => void): { url: string; forget: () => void } {
    const object = `${expected.StackId}|${expected.LogicalResourceId}|${expected.RequestId}`;
    this.pending.set(object, { expected, arrived });
    return { url: responseUrl(this.account, region, object), forget: () => this.pending.delete(object) };
  }

  /** A PUT has arrived at the store. */
  receive(url: URL, body: Buffer): Receipt {
    const checked = checkedObject(this.account, url);
    if ('refused' in checked) {
      const message = checked.refused === 'AccessDenied' ? 'Request has expired' : 'The request signature we calculated does not match the signature you provided.';
      return { status: 403, body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${checked.refused}</Code><Message>${message}</Message></Error>` };
    }
    const pending = this.pending.get(checked.object);
    if (pending) {
      this.pending.delete(checked.object);
      pending.arrived(readAnswer(body, pending.expected));
    }
    return { status: 200 };
  }
}
