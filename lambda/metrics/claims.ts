import { type MetricExportContinuation, isMetricExportContinuation } from './continuation';
import type { WaiterState } from '../../src/provider/waiter-contract';
import type { JsonClient } from '../aws/json-client';
import { startWaiter } from '../engine/waiter';

/** `taken`: by another attempt. `too-late`: it could not be made in time, and is not. */
export type Claimed = 'ours' | 'taken' | 'too-late';

/**
 * Who may put what. A claim is an execution of the waiter: Step Functions gives each name away once. The execution comes
 * back for what is left of the work, and ends at once if there is nothing.
 */
export interface Claims {
  /** @param until no attempt to make the claim begins after this time */
  take(name: string, state: WaiterState<MetricExportContinuation>, until: number): Promise<Claimed>;
  /** What a claim was made with; undefined: there is no such claim. */
  find(name: string): Promise<MetricExportContinuation | undefined>;
}

export interface WaiterClaimsProps {
  readonly stepFunctions: JsonClient;
  readonly stateMachineArn: string;
  readonly now: () => number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

export class WaiterClaims implements Claims {
  constructor(private readonly props: WaiterClaimsProps) {}

  async take(name: string, state: WaiterState<MetricExportContinuation>, until: number): Promise<Claimed> {
    const { stepFunctions, stateMachineArn, now, sleep } = this.props;
    const start = async (executionName: string, input: unknown) => {
      if (now() > until) throw new TooLateError();
      await stepFunctions.call('StartExecution', { stateMachineArn, name: executionName, input: JSON.stringify(input) });
    };
    try {
      await startWaiter({ start }, name, state, sleep);
      return 'ours';
    } catch (error) {
      if (error instanceof TooLateError) return 'too-late';
      if (!(error instanceof Error) || error.name !== 'ExecutionAlreadyExists') throw error;
    }
    // It is ours if the answer to an earlier try got lost: with nothing left to do, the execution has ended since.
    return (await this.find(name))?.nonce === state.continuation.nonce ? 'ours' : 'taken';
  }

  async find(name: string): Promise<MetricExportContinuation | undefined> {
    const { stepFunctions, stateMachineArn } = this.props;
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    try {
      const { input } = await stepFunctions.call('DescribeExecution', { executionArn });
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

class TooLateError extends Error {}
