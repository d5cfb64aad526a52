import { NetworkError } from './http';
import { JsonClient } from './json-client';
import type { SignedClient } from './signed-client';

/** Starts the waiter. */
export interface Waiter {
  /** Idempotent: an execution of that name that runs or ran already is the one that was wanted. */
  start(name: string, input: unknown): Promise<void>;
}

/** The waiter's executions, by the names that they were started under. */
export interface WaiterExecutions {
  /** Whether it still goes on: what it works at has not been answered. */
  isRunning(name: string): Promise<boolean>;
}

export class StepFunctionsWaiter implements Waiter, WaiterExecutions {
  private readonly stepFunctions: JsonClient;

  constructor(client: SignedClient, private readonly stateMachineArn: string) {
    this.stepFunctions = new JsonClient(client, '1.0', 'AWSStepFunctions');
  }

  async start(name: string, input: unknown): Promise<void> {
    try {
      await this.stepFunctions.call('StartExecution', { stateMachineArn: this.stateMachineArn, name, input: JSON.stringify(input) });
    } catch (error) {
      if (error instanceof Error && error.name === 'ExecutionAlreadyExists') return;
      // Without an answer it may have been started all the same.
      if (!(error instanceof NetworkError && await this.isRunning(name))) throw error;
    }
  }

  async isRunning(name: string): Promise<boolean> {
    const executionArn = `${this.stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    try {
      return (await this.stepFunctions.call('DescribeExecution', { executionArn })).status === 'RUNNING';
    } catch (error) {
      if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return false;
      throw error;
    }
  }
}
