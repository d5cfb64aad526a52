import type { CloudFormationEvent } from './event';
import { NetworkError, type SendHttp } from '../aws/http';
import type { Log } from '../log';

/** CloudFormation's limit of the whole body; a longer one fails the resource with a text that does not help. */
export const MAX_ANSWER_BYTES = 4096;

const CUT = '… (cut; the whole text is in the log of the function)';

export type Answer =
  | { readonly status: 'SUCCESS'; readonly physicalId: string; readonly attributes: Readonly<Record<string, string>> }
  | { readonly status: 'FAILED'; readonly physicalId: string; readonly reason: string };

/** The body of an answer: never longer than CloudFormation takes. */
export function answerBody(event: CloudFormationEvent, answer: Answer): string {
  const common = {
    Status: answer.status,
    PhysicalResourceId: answer.physicalId,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
  };
  if (answer.status === 'FAILED') return withReason(common, answer.reason);
  const body = JSON.stringify({ ...common, Data: answer.attributes });
  if (Buffer.byteLength(body) < MAX_ANSWER_BYTES) return body;
  return withReason({ ...common, Status: 'FAILED' }, `The attributes make the answer ${Buffer.byteLength(body)} bytes long, and CloudFormation takes `
    + `${MAX_ANSWER_BYTES}. Use shorter names.`);
}

/** Cuts between characters, by the bytes that they take once they are escaped. */
function withReason(common: Readonly<Record<string, string>>, reason: string): string {
  const whole = JSON.stringify({ ...common, Reason: reason });
  if (Buffer.byteLength(whole) < MAX_ANSWER_BYTES) return whole;
  let room = MAX_ANSWER_BYTES - 1 - Buffer.byteLength(JSON.stringify({ ...common, Reason: CUT }));
  let kept = '';
  for (const character of reason) {
    room -= Buffer.byteLength(JSON.stringify(character)) - 2;
    if (room < 0) break;
    kept += character;
  }
  return JSON.stringify({ ...common, Reason: kept + CUT });
}

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
  if (!/^https?:/.test(responseUrl) || !URL.canParse(responseUrl)) {
    log({ decision: 'answer-refused', error: 'the response URL is invalid' });
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
