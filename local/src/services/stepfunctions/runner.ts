import { namesError, runtimeError, StateError } from './errors';
import { type Execution, type ExecutionStatus, type Position, stepFunctionsState } from './execution-state';
import { perform, stateOf } from './interpreter';
import { place } from './templates';
import type { Account } from '../../core/account';
import type { Json } from '../../core/json';

const STEP = 'states:step';
const TIMEOUT = 'states:timeout';
const MOST_EVENTS = 25_000;

/** Takes executions from state to state. What is to come is in the account's scheduledTasks. */
export class Runner {
  constructor(private readonly account: Account) {
    account.scheduledTasks.on(STEP, (payload) => {
      const { arn, step } = payload as { arn: string; step: number };
      const execution = stepFunctionsState(account).executions[arn];
      return execution && isAt(execution, step) ? this.run(execution) : undefined;
    });
    account.scheduledTasks.on(TIMEOUT, (payload) => {
      const execution = stepFunctionsState(account).executions[(payload as { arn: string }).arn];
      if (execution) this.stop(execution, 'TIMED_OUT', { type: 'ExecutionTimedOut' });
    });
  }

  start(execution: Execution): void {
    const { clock, scheduledTasks } = this.account;
    this.note(execution, 'ExecutionStarted', { input: execution.input });
    const seconds = execution.definition.TimeoutSeconds;
    if (seconds !== undefined) execution.timeoutAppointment = scheduledTasks.add(clock.now() + seconds * 1000, TIMEOUT, { arn: execution.arn });
    this.schedule(execution, clock.now());
  }

  stop(execution: Execution, status: ExecutionStatus, end: { type: string; output?: string; error?: string; cause?: string }): void {
    if (execution.status !== 'RUNNING') return;
    const { type, ...details } = end;
    Object.assign(execution, { status, stoppedAt: this.account.clock.now() }, details);
    execution.step++;
    if (execution.timeoutAppointment !== undefined) this.account.scheduledTasks.cancel(execution.timeoutAppointment);
    this.note(execution, type, details);
  }

  /** From the state it is in, until it has to wait or has ended. */
  private async run(execution: Execution): Promise<void> {
    const { step } = execution;
    try {
      while (isAt(execution, step)) {
        try {
          this.enter(execution);
          if (!isAt(execution, step)) return;
          const move = await perform(this.account, execution);
          // It may have been stopped while the task was under way.
          if (!isAt(execution, step)) return;
          if (move.type === 'wait') {
            execution.position.waited = true;
            return this.schedule(execution, move.until);
          }
          if (move.type === 'next') this.leave(execution, move.state, move.data);
          if (move.type === 'succeed') {
            const output = JSON.stringify(move.data);
            this.noteExit(execution, output);
            this.stop(execution, 'SUCCEEDED', { type: 'ExecutionSucceeded', output });
          }
          if (move.type === 'fail') this.fail(execution, move.error, move.cause);
        } catch (error) {
          if (!isAt(execution, step)) return;
          this.recover(execution, error);
        }
      }
    } catch (defect) {
      this.account.defects.report(defect);
      this.fail(execution, 'States.Runtime', String(defect));
    }
  }

  private enter(execution: Execution): void {
    const { position } = execution;
    if (position.entered) return;
    if (!stepFunctionsState(this.account).stateMachines[execution.stateMachineArn]) {
      // A state machine that has been deleted ends its executions at their next transition.
      return this.stop(execution, 'ABORTED', { type: 'ExecutionAborted' });
    }
    position.entered = true;
    execution.transitions++;
    this.note(execution, `${stateOf(execution).Type}StateEntered`, { name: position.state, input: JSON.stringify(position.input) });
    if (execution.history.length > MOST_EVENTS) throw runtimeError('The execution reached the maximum number of history events (25000).');
  }

  private leave(execution: Execution, state: string, data: Json): void {
    this.noteExit(execution, JSON.stringify(data));
    execution.position = positionAt(state, data, this.account.clock.now());
  }

  /** Retry, catch, or fail. */
  private recover(execution: Execution, error: unknown): void {
    if (!(error instanceof StateError)) throw error;
    const { position } = execution;
    const state = stateOf(execution);
    this.note(execution, state.Type === 'Task' ? 'TaskFailed' : 'StateFailed', { error: error.error, cause: error.message });
    const index = (state.Retry ?? []).findIndex(({ ErrorEquals }) => namesError(ErrorEquals, error.error));
    const retrier = state.Retry?.[index];
    const used = position.retries[index] ?? 0;
    if (retrier && used < (retrier.MaxAttempts ?? 3)) {
      const delay = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** used;
      position.retries = (state.Retry ?? []).map((_, each) => (position.retries[each] ?? 0) + (each === index ? 1 : 0));
      execution.transitions++;
      return this.schedule(execution, this.account.clock.now() + Math.min(delay, retrier.MaxDelaySeconds ?? delay) * 1000);
    }
    const catcher = state.Catch?.find(({ ErrorEquals }) => namesError(ErrorEquals, error.error));
    if (!catcher) return this.fail(execution, error.error, error.message);
    this.leave(execution, catcher.Next, place(catcher.ResultPath, position.input, { Error: error.error, Cause: error.message }));
  }

  private fail(execution: Execution, error?: string, cause?: string): void {
    this.stop(execution, error === 'States.Timeout' ? 'TIMED_OUT' : 'FAILED', {
      type: 'ExecutionFailed', ...error === undefined ? {} : { error }, ...cause === undefined ? {} : { cause },
    });
  }

  private schedule(execution: Execution, at: number): void {
    execution.step++;
    this.account.scheduledTasks.add(at, STEP, { arn: execution.arn, step: execution.step });
  }

  private noteExit(execution: Execution, output: string): void {
    this.note(execution, `${stateOf(execution).Type}StateExited`, { name: execution.position.state, output });
  }

  private note(execution: Execution, type: string, details: Json): void {
    execution.history.push({ id: execution.history.length + 1, at: this.account.clock.now(), type, details });
  }
}

export function positionAt(state: string, input: Json, now: number): Position {
  return { state, input, enteredAt: now, entered: false, waited: false, retries: [] };
}

function isAt(execution: Execution, step: number): boolean {
  return execution.status === 'RUNNING' && execution.step === step;
}
