import type { Json } from '../../../src/core/json';
import { REGION, type TestCloud } from '../lambda/cloud';

/** Lets the state machine call every function. */
export const MAY_INVOKE = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' };

export interface Described {
  readonly status: string;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

export interface HistoryEvent extends Record<string, unknown> {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
}

/** State machines in a test's account. */
export class Machines {
  constructor(private readonly cloud: TestCloud) {}

  async create(name: string, definition: object, statements = [MAY_INVOKE], properties: object = {}): Promise<string> {
    const role = await this.cloud.role(`${name}-states`, 'states.amazonaws.com', statements);
    const made = await this.cloud.create('AWS::StepFunctions::StateMachine', name, {
      StateMachineName: name, RoleArn: role, DefinitionString: JSON.stringify(definition), ...properties,
    });
    return made.physicalId;
  }

  async call(operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { account } = this.cloud;
    return (await account.call({ service: 'states', region: REGION, operation, input, caller: account.root })).output;
  }

  async start(stateMachineArn: string, input: Json = {}, name?: string): Promise<string> {
    const { executionArn } = await this.call('StartExecution', { stateMachineArn, input: JSON.stringify(input), ...name ? { name } : {} });
    return String(executionArn);
  }

  async describe(executionArn: string): Promise<Described> {
    const { status, output, error, cause } = await this.call('DescribeExecution', { executionArn });
    const text = (value: unknown) => value === undefined ? undefined : String(value);
    return { status: String(status), output: output === undefined ? undefined : JSON.parse(String(output)), error: text(error), cause: text(cause) };
  }

  /** The events so far. */
  async history(executionArn: string): Promise<HistoryEvent[]> {
    const { events } = await this.call('GetExecutionHistory', { executionArn, maxResults: 1000 });
    return events as HistoryEvent[];
  }

  /** Runs a definition to its end, within a day. */
  async run(definition: object, input: Json = {}): Promise<Described> {
    const arn = await this.start(await this.create('Machine', definition), input);
    await this.cloud.account.clock.advance(86_400_000);
    return this.describe(arn);
  }
}

/** A machine with one state. */
export const only = (state: object) => ({ StartAt: 'Only', States: { Only: { End: true, ...state } } });
