import type { Definition } from './definition';
import type { Account } from '../../core/account';
import type { Json } from '../../core/json';

export interface StateMachine {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly createdAt: number;
  roleArn: string;
  definition: Definition;
  definitionText: string;
  revision: number;
}

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** An execution, so that whoever reads the account's state can go on with it. Plain data. */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly stateMachineArn: string;
  /** As they were when it started: an update of the state machine does not touch what runs. */
  readonly roleArn: string;
  readonly definition: Definition;
  readonly input: string;
  readonly startedAt: number;
  status: ExecutionStatus;
  stoppedAt?: number;
  output?: string;
  error?: string;
  cause?: string;
  position: Position;
  /** Counts what it was told to do: an appointment for an earlier step is none any more. */
  step: number;
  timeoutAppointment?: number;
  transitions: number;
  history: HistoryEvent[];
}

/** Where an execution is. */
export interface Position {
  readonly state: string;
  readonly input: Json;
  readonly enteredAt: number;
  entered: boolean;
  /** The Wait state's time is over. */
  waited: boolean;
  /** How often each retrier has been used. */
  retries: number[];
}

export interface HistoryEvent {
  readonly id: number;
  readonly at: number;
  readonly type: string;
  readonly details?: Json;
}

export interface StepFunctionsState {
  stateMachines: Record<string, StateMachine>;
  executions: Record<string, Execution>;
  next: number;
}

export function stepFunctionsState(account: Account): StepFunctionsState {
  return account.section<StepFunctionsState>('stepfunctions', () => ({ stateMachines: {}, executions: {}, next: 1 }));
}
