import { type MetricExportContinuation, isMetricExportContinuation } from './continuation';
import type { WaiterState } from '../../src/provider/waiter-contract';
import type { JsonClient } from '../aws/json-client';
import { startWaiter } from '../engine/waiter-start';

/**
 * Who may put what. A claim is an execution of the waiter: Step Functions gives each name away once. The execution comes
 * back for what is left of the work, and ends at once if there is nothing.
 */
export interface Claims {
  /** False: somebody else has it. */
  take(name: string, state: WaiterState<MetricExportContinuation>): Promise<boolean>;
  /** What a claim was made with; undefined: nobody made it. */
  find(name: string): Promise<MetricExportContinuation | undefined>;
}

type Sleep = (milliseconds: number) => Promise<void>;

export class WaiterClaims implements Claims {
  constructor(private readonly stepFunctions: JsonClient, private readonly stateMachineArn: string, private readonly sleep?: Sleep) {}

  async take(name: string, state: WaiterState<MetricExportContinuation>): Promise<boolean> {
    const start = async (executionName: string, input: unknown) => {
      await this.stepFunctions.call('StartExecution', { stateMachineArn: this.stateMachineArn, name: executionName, input: JSON.stringify(input) });
    };
    try {
      await startWaiter({ start }, name, state, this.sleep);
      return true;
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ExecutionAlreadyExists') throw error;
    }
    // It is ours if the answer to an earlier try got lost: with nothing left to do, the execution has ended since.
    return (await this.find(name))?.nonce === state.continuation.nonce;
  }

  async find(name: string): Promise<MetricExportContinuation | undefined> {
    const executionArn = `${this.stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    try {
      const { input } = await this.stepFunctions.call('DescribeExecution', { executionArn });
      const state: unknown = JSON.parse(String(input));
      const continuation = typeof state === 'object' && state !== null && 'continuation' in state ? state.continuation : undefined;
      if (isMetricExportContinuation(continuation)) return continuation;
      throw new Error(`The execution ${name} is no run of a metric export.`);
    } catch (error) {
      if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return undefined;
      throw error;
    }
  }
}
