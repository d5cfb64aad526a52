import { NetworkError, type SendHttp } from '../aws/http';
import type { Log } from '../log';

const ATTEMPTS = 4;
const FIRST_PAUSE_MILLISECONDS = 200;
const TIMEOUT_MILLISECONDS = 2_500;

/** `delivered`; `refused`: it will never be taken; `later`: it may be, another time. */
export type DeliveryResult = 'delivered' | 'refused' | 'later';

export interface DeliveryProps {
  readonly send: SendHttp;
  /** Short pauses between two attempts: less than two seconds in all. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly log: Log;
}

/** Puts an answer to the response URL. The URL is a credential: it is in no text and no log line. */
export async function deliver(responseUrl: string, body: string, { send, sleep, log }: DeliveryProps): Promise<DeliveryResult> {
  if (!URL.canParse(responseUrl)) {
    log({ decision: 'answer-refused', error: 'the response URL is none' });
    return 'refused';
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await sleep(FIRST_PAUSE_MILLISECONDS * 2 ** (attempt - 1));
    const problem = await put(new URL(responseUrl), body, send);
    if (problem === undefined) return 'delivered';
    log({ decision: problem.permanent ? 'answer-refused' : 'answer-again', error: problem.text });
    if (problem.permanent) return 'refused';
  }
  return 'later';
}

interface Problem {
  readonly permanent: boolean;
  readonly text: string;
}

async function put(url: URL, body: string, send: SendHttp): Promise<Problem | undefined> {
  try {
    // The signature of the URL covers an empty content type.
    const { status } = await send({ method: 'PUT', url, headers: { 'content-type': '' }, body, timeoutMilliseconds: TIMEOUT_MILLISECONDS });
    if (status < 300) return undefined;
    return { permanent: status < 500 && status !== 429 && status !== 408, text: `HTTP status ${status}` };
  } catch (error) {
    if (error instanceof NetworkError) return { permanent: false, text: error.message };
    throw error;
  }
}
