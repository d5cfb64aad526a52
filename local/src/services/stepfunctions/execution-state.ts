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
  /** Absent once it has ended. */
  definition?: Definition;
  readonly input: string;
  readonly startedAt: number;
  status: ExecutionStatus;
  stoppedAt?: number;
  output?: string;
  error?: string;
  cause?: string;
  /** What is under way: the root, and a branch for each iteration of a Map and each branch of a Parallel. By id. */
  branches: Record<string, Branch>;
  /** Numbers for its branches and tasks. */
  next: number;
  timeoutAppointment?: number;
  /** The branches whose `.sync` tasks wait for its end. */
  waiters?: Array<{ readonly execution: string; readonly branch: string }>;
  transitions: number;
  history: HistoryEvent[];
  /** It ended so long ago that its history is not kept. */
  withoutHistory?: true;
}

export const ROOT = 'root';

/** A thread of an execution: it is in one state at a time. */
export interface Branch {
  readonly id: string;
  /** The branch that is in the Map or Parallel state which started this one; absent for the root. */
  readonly parent?: string;
  /** Which of the iterations or branches it is. */
  readonly index: number;
  /** Where its states are: the names of the Map and Parallel states around it, with the number of the Parallel's branch. */
  readonly path: ReadonlyArray<{ readonly state: string; readonly branch?: number }>;
  /** The innermost Map's item, for the context object. */
  readonly item?: { readonly index: number; readonly value: Json };
  position: Position;
  /** Counts what it was told to do: an appointment for an earlier step is none any more. */
  step: number;
  /** The id of its newest event. */
  lastEvent: number;
}

/** Where a branch is. */
export interface Position {
  readonly state: string;
  readonly input: Json;
  readonly enteredAt: number;
  entered: boolean;
  /** The Wait state's time is over. */
  waited: boolean;
  /** How often each retrier has been used. */
  retries: number[];
  /** The attempt at a Task that is under way. */
  task?: TaskProgress;
  /** The attempt at a Map or Parallel that is under way. */
  group?: Group;
}

export interface TaskProgress {
  /** Tells it from other attempts. */
  readonly id: number;
  /** For `.waitForTaskToken`. */
  readonly token?: string;
  /** The execution that a `.sync` task started. */
  child?: string;
  /** The call has been made, and what is waited for now is its end. */
  submitted: boolean;
  outcome?: Outcome;
  /** Appointments of its time-outs. */
  timeout?: number;
  heartbeat?: number;
  heartbeatSeconds?: number;
}

/** The iterations of a Map, or the branches of a Parallel. */
export interface Group {
  /** What each is about; their inputs are these, unless `inputs` says otherwise. */
  readonly items: Json[];
  readonly inputs?: Json[];
  /** How many may run at once. */
  readonly concurrency: number;
  /** Ids of those that run. */
  running: string[];
  /** How many have been started. */
  started: number;
  /** By index; null where there is none yet. */
  results: Json[];
  outcome?: Outcome;
}

export type Outcome = { readonly result: Json } | { readonly error: string; readonly cause: string };

export interface HistoryEvent {
  readonly id: number;
  readonly previous: number;
  readonly at: number;
  readonly type: string;
  readonly details?: Json;
}

export interface StepFunctionsState {
  stateMachines: Record<string, StateMachine>;
  executions: Record<string, Execution>;
  /** What waits for an answer, by its token. */
  tokens: Record<string, { readonly execution: string; readonly branch: string }>;
  next: number;
  /** When what is old was removed last, and how many executions have ended since. */
  sweep?: { at: number; ended: number };
}

export function stepFunctionsState(account: Account): StepFunctionsState {
  return account.section<StepFunctionsState>('stepfunctions', () => ({ stateMachines: {}, executions: {}, tokens: {}, next: 1 }));
}

export function positionAt(state: string, input: Json, now: number): Position {
  return { state, input, enteredAt: now, entered: false, waited: false, retries: [] };
}

/** The states that a branch is among. */
export function definitionOf(execution: Execution, branch: Branch): Definition {
  return branch.path.reduce((definition, step) => innerDefinition(definition, step.state, step.branch), definitionAtTop(execution));
}

export function innerDefinition(outer: Definition, name: string, index?: number): Definition {
  const state = outer.States[name];
  const inner = index === undefined ? state.ItemProcessor ?? state.Iterator : state.Branches?.[index];
  if (!inner) throw new Error(`The state '${name}' has no states of its own.`);
  return inner;
}

function definitionAtTop({ definition, arn }: Execution): Definition {
  if (!definition) throw new Error(`The execution ${arn} has ended.`);
  return definition;
}
