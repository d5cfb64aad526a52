import { JsonClient } from './json-client';
import type { SignedClient } from './signed-client';

/** Starts the waiter. */
export interface Waiter {
  /** Idempotent: an execution of that name that runs or ran already is the one that was wanted. */
  start(name: string, input: unknown): Promise<void>;
}

export class StepFunctionsWaiter implements Waiter {
  private readonly stepFunctions: JsonClient;

  constructor(client: SignedClient, private readonly stateMachineArn: string) {
    this.stepFunctions = new JsonClient(client, '1.0', 'AWSStepFunctions');
  }

  async start(name: string, input: unknown): Promise<void> {
    try {
      await this.stepFunctions.call('StartExecution', { stateMachineArn: this.stateMachineArn, name, input: JSON.stringify(input) });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ExecutionAlreadyExists') throw error;
    }
  }
}
