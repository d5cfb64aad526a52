import { flag, number, text } from '../../core/input-shape';
import type { Json } from '../../core/json';
import { type ApiCall, ServiceError } from '../../core/service';

const LARGEST_INPUT = 256 * 1024;
// eslint-disable-next-line no-control-regex
const BAD_NAME = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

export const INPUTS = {
  StartExecution: { stateMachineArn: text, name: text, input: text, traceHeader: text },
  StopExecution: { executionArn: text, error: text, cause: text },
  DescribeExecution: { executionArn: text, includedData: text },
  ListExecutions: { stateMachineArn: text, statusFilter: text, maxResults: number, nextToken: text, mapRunArn: text, redriveFilter: text },
  GetExecutionHistory: { executionArn: text, maxResults: number, reverseOrder: flag, nextToken: text, includeExecutionData: flag },
  DescribeStateMachine: { stateMachineArn: text, includedData: text },
  ListStateMachines: { maxResults: number, nextToken: text },
  SendTaskSuccess: { taskToken: text, output: text },
  SendTaskFailure: { taskToken: text, error: text, cause: text },
  SendTaskHeartbeat: { taskToken: text },
};

export function checkName(name: string): void {
  if (name.length === 0 || name.length > 80 || BAD_NAME.test(name)) throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
}

export function checkArn(arn: unknown, type: 'stateMachine' | 'execution'): asserts arn is string {
  const given = typeof arn === 'string' ? arn : '';
  const [, found] = /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:([A-Za-z]+):[^:]+(?::[^:]+)*$/.exec(given) ?? [];
  if (found === type) return;
  const reason = !given.startsWith('arn:') ? `Invalid ARN prefix: ${given}`
    : found ? `Resource type not valid in this context: ${found}` : `ARN is malformed: ${given}`;
  throw new ServiceError('InvalidArn', `Invalid Arn: '${reason}'`);
}

export function tokenOf({ taskToken }: ApiCall['input']): string {
  if (typeof taskToken === 'string' && taskToken !== '') return taskToken;
  throw new ServiceError('InvalidToken', "Invalid Token: 'Invalid token'");
}

export function taskOutput(output: unknown): Json {
  try {
    return JSON.parse(String(output)) as Json;
  } catch (error) {
    throw new ServiceError('InvalidOutput', `Invalid Output: '${error instanceof Error ? error.message : String(error)}'`);
  }
}

export function parseInput(input: string): Json {
  if (Buffer.byteLength(input) > LARGEST_INPUT) throw new ServiceError('InvalidExecutionInput', 'Invalid State Machine Execution Input: the input is too large');
  try {
    return JSON.parse(input) as Json;
  } catch (error) {
    throw new ServiceError('InvalidExecutionInput',
      `Invalid State Machine Execution Input: '${error instanceof Error ? error.message : String(error)}'`);
  }
}
