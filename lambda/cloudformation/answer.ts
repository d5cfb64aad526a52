import type { CloudFormationEvent } from './event';

/** CloudFormation's limit of the whole body; a longer one fails the resource with a text that tells nothing. */
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
