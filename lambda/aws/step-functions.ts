import { AwsError } from './aws-error';
import type { SignedClient } from './signed-client';

/** Starts the waiter. */
export interface Waiter {
  /** Idempotent: an execution of that name that runs or ran already is the one that was wanted. */
  start(name: string, input: unknown): Promise<void>;
}

export class StepFunctionsWaiter implements Waiter {
  constructor(private readonly client: SignedClient, private readonly stateMachineArn: string) {}

  async start(name: string, input: unknown): Promise<void> {
    const answer = await this.client.post(
      { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AWSStepFunctions.StartExecution' },
      JSON.stringify({ stateMachineArn: this.stateMachineArn, name, input: JSON.stringify(input) }),
    );
    if (answer.status < 300) return;
    const error = errorFrom(answer.body, answer.status);
    if (error.name !== 'ExecutionAlreadyExists') throw error;
  }
}

/** AWS JSON's errors: `{"__type": "com.amazonaws…#Code", "message": …}`. A proxy's answer may be no JSON at all. */
function errorFrom(body: string, status: number): AwsError {
  const members = parse(body);
  const type = typeof members.__type === 'string' ? members.__type : 'UnknownError';
  const text = members.message ?? members.Message;
  return new AwsError(type.split('#').pop() ?? type, typeof text === 'string' ? text : `HTTP status ${status}`, status);
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
