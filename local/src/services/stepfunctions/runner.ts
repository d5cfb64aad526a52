import { namesError, runtimeError, StateError } from './errors';
import {
  type Branch, type Execution, type ExecutionStatus, type Outcome, positionAt, ROOT, stepFunctionsState,
} from './execution-state';
import { descendants, startMore } from './groups';
import { note } from './history';
import { perform, stateOf } from './interpreter';
import { forgetOld } from './retention';
import { Tasks } from './tasks/tasks';
import { place } from './templates';
import type { Account } from '../../core/account';
import type { Json } from '../../core/json';

const STEP = 'states:step';
const TIMEOUT = 'states:timeout';
const MOST_EVENTS = 25_000;
/** What is under way when its siblings fail, or the execution ends. */
const ABORTABLE = ['Task', 'Wait', 'Map', 'Parallel'];

/** Takes executions from state to state, in each of their branches. What is to come is in the account's scheduledTasks. */
export class Runner {
  readonly tasks: Tasks;

  constructor(private readonly account: Account) {
    this.tasks = new Tasks(account, (execution, branch) => this.schedule(execution, branch, account.clock.now()));
    account.scheduledTasks.on(STEP, (payload) => {
      const { arn, branch: id, step } = payload as { arn: string; branch: string; step: number };
      const execution = stepFunctionsState(account).executions[arn];
      const branch = execution?.branches[id];
      return branch && isAt(execution, branch, step) ? this.run(execution, branch) : undefined;
    });
    account.scheduledTasks.on(TIMEOUT, (payload) => {
      const execution = stepFunctionsState(account).executions[(payload as { arn: string }).arn];
      if (execution) this.stop(execution, 'TIMED_OUT', { type: 'ExecutionTimedOut' });
    });
  }

  start(execution: Execution): void {
    const { clock, scheduledTasks } = this.account;
    note(this.account, execution, 'ExecutionStarted', { input: execution.input, roleArn: execution.roleArn });
    const seconds = execution.definition?.TimeoutSeconds;
    if (seconds !== undefined) execution.timeoutAppointment = scheduledTasks.add(clock.now() + seconds * 1000, TIMEOUT, { arn: execution.arn });
    this.schedule(execution, execution.branches[ROOT], clock.now());
  }

  stop(execution: Execution, status: ExecutionStatus, end: { type: string; output?: string; error?: string; cause?: string }): void {
    if (execution.status !== 'RUNNING') return;
    const { type, output, error, cause } = end;
    const details = { ...output !== undefined && { output }, ...error !== undefined && { error }, ...cause !== undefined && { cause } };
    const root = execution.branches[ROOT];
    for (const branch of [...descendants(execution, root), root]) this.tasks.abandon(execution, branch);
    Object.assign(execution, { status, stoppedAt: this.account.clock.now() }, details);
    if (execution.timeoutAppointment !== undefined) this.account.scheduledTasks.cancel(execution.timeoutAppointment);
    note(this.account, execution, type, details);
    execution.branches = {};
    delete execution.definition;
    this.tasks.executionEnded(execution);
    forgetOld(this.account);
  }

  /** From the state it is in, until it has to wait or has ended. */
  private async run(execution: Execution, branch: Branch): Promise<void> {
    const { step } = branch;
    try {
      while (isAt(execution, branch, step)) {
        try {
          this.enter(execution, branch);
          if (!isAt(execution, branch, step)) return;
          const move = await perform(this.account, this.tasks, execution, branch);
          // It may have been stopped while the task was under way.
          if (!isAt(execution, branch, step)) return;
          switch (move.type) {
            case 'wait':
              branch.position.waited = true;
              return this.schedule(execution, branch, move.until);
            case 'suspend': return this.startChildren(execution, branch);
            case 'next':
              this.leave(execution, branch, move.state, move.data);
              break;
            case 'end': return this.end(execution, branch, move.data);
            case 'fail': return this.fail(execution, branch, move.error, move.cause);
          }
        } catch (error) {
          if (!isAt(execution, branch, step)) return;
          this.recover(execution, branch, error);
        }
      }
    } catch (defect) {
      this.account.defects.report(defect);
      this.stop(execution, 'FAILED', { type: 'ExecutionFailed', error: 'States.Runtime', cause: String(defect) });
    }
  }

  private enter(execution: Execution, branch: Branch): void {
    const { position } = branch;
    if (position.entered) return;
    if (!stepFunctionsState(this.account).stateMachines[execution.stateMachineArn]) {
      // A state machine that has been deleted ends its executions at their next transition.
      return this.stop(execution, 'ABORTED', { type: 'ExecutionAborted' });
    }
    position.entered = true;
    execution.transitions++;
    note(this.account, execution, `${stateOf(execution, branch).Type}StateEntered`, { name: position.state, input: JSON.stringify(position.input) }, branch);
    if (execution.history.length > MOST_EVENTS) throw runtimeError('The execution reached the maximum number of history events (25000).');
  }

  private leave(execution: Execution, branch: Branch, state: string, data: Json): void {
    this.noteExit(execution, branch, JSON.stringify(data));
    branch.position = positionAt(state, data, this.account.clock.now());
  }

  /** The last state of a branch is done. */
  private end(execution: Execution, branch: Branch, data: Json): void {
    const output = JSON.stringify(data);
    this.noteExit(execution, branch, output);
    const parent = branch.parent === undefined ? undefined : execution.branches[branch.parent];
    const group = parent?.position.group;
    if (!parent || !group) return this.stop(execution, 'SUCCEEDED', { type: 'ExecutionSucceeded', output });
    this.noteIteration(execution, parent, branch, 'Succeeded');
    parent.lastEvent = branch.lastEvent;
    delete execution.branches[branch.id];
    group.running = group.running.filter((id) => id !== branch.id);
    group.results[branch.index] = data;
    if (group.running.length > 0 || group.started < group.items.length) return this.startChildren(execution, parent);
    this.close(execution, parent, { result: group.results });
  }

  /** A branch fails, and with it what it is a part of. */
  private fail(execution: Execution, branch: Branch, error?: string, cause?: string): void {
    const parent = branch.parent === undefined ? undefined : execution.branches[branch.parent];
    const group = parent?.position.group;
    if (!parent || !group) {
      return this.stop(execution, error === 'States.Timeout' ? 'TIMED_OUT' : 'FAILED', { type: 'ExecutionFailed', error, cause });
    }
    this.noteIteration(execution, parent, branch, 'Failed');
    parent.lastEvent = branch.lastEvent;
    delete execution.branches[branch.id];
    for (const id of group.running) if (id !== branch.id) this.abort(execution, execution.branches[id]);
    group.running = [];
    this.close(execution, parent, { error: error ?? '', cause: cause ?? '' });
  }

  private abort(execution: Execution, branch: Branch): void {
    for (const each of [...descendants(execution, branch), branch]) {
      this.tasks.abandon(execution, each);
      const { Type: type } = stateOf(execution, each);
      if (each.position.entered && ABORTABLE.includes(type)) note(this.account, execution, `${type}StateAborted`, undefined, each);
      const above = execution.branches[each.parent ?? ''];
      if (above) this.noteIteration(execution, above, each, 'Aborted');
    }
    for (const each of [...descendants(execution, branch), branch]) delete execution.branches[each.id];
  }

  /** All branches of a Map or Parallel are done, or one has failed: the state goes on with what they came to. */
  private close(execution: Execution, parent: Branch, outcome: Outcome): void {
    const { group } = parent.position;
    if (!group) return;
    group.outcome = outcome;
    const { Type: type } = stateOf(execution, parent);
    note(this.account, execution, `${type}State${'error' in outcome ? 'Failed' : 'Succeeded'}`, undefined, parent);
    this.schedule(execution, parent, this.account.clock.now());
  }

  private startChildren(execution: Execution, parent: Branch): void {
    const { group } = parent.position;
    if (!group || group.outcome) return;
    for (const child of startMore(execution, parent, group, this.account.clock.now())) {
      this.noteIteration(execution, parent, child, 'Started');
      this.schedule(execution, child, this.account.clock.now());
    }
  }

  /** Retry, catch, or fail. */
  private recover(execution: Execution, branch: Branch, error: unknown): void {
    if (!(error instanceof StateError)) throw error;
    const { position } = branch;
    const state = stateOf(execution, branch);
    this.tasks.abandon(execution, branch);
    delete position.task;
    delete position.group;
    const index = (state.Retry ?? []).findIndex(({ ErrorEquals }) => namesError(ErrorEquals, error.error));
    const retrier = state.Retry?.[index];
    const used = position.retries[index] ?? 0;
    if (retrier && used < (retrier.MaxAttempts ?? 3)) {
      const delay = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** used;
      position.retries = (state.Retry ?? []).map((_, each) => (position.retries[each] ?? 0) + (each === index ? 1 : 0));
      execution.transitions++;
      return this.schedule(execution, branch, this.account.clock.now() + Math.min(delay, retrier.MaxDelaySeconds ?? delay) * 1000);
    }
    const catcher = state.Catch?.find(({ ErrorEquals }) => namesError(ErrorEquals, error.error));
    if (!catcher) return this.fail(execution, branch, error.error === '' ? undefined : error.error, error.message === '' ? undefined : error.message);
    this.leave(execution, branch, catcher.Next, place(catcher.ResultPath, position.input, { Error: error.error, Cause: error.message }));
  }

  private schedule(execution: Execution, branch: Branch, at: number): void {
    branch.step++;
    this.account.scheduledTasks.add(at, STEP, { arn: execution.arn, branch: branch.id, step: branch.step });
  }

  private noteExit(execution: Execution, branch: Branch, output: string): void {
    note(this.account, execution, `${stateOf(execution, branch).Type}StateExited`, { name: branch.position.state, output }, branch);
  }

  /** Only the iterations of a Map have events of their own. */
  private noteIteration(execution: Execution, parent: Branch, { index, ...rest }: Branch, what: 'Started' | 'Succeeded' | 'Failed' | 'Aborted'): void {
    if (stateOf(execution, parent).Type !== 'Map') return;
    note(this.account, execution, `MapIteration${what}`, { name: parent.position.state, index }, execution.branches[rest.id]);
  }
}

function isAt(execution: Execution, branch: Branch, step: number): boolean {
  return execution.status === 'RUNNING' && execution.branches[branch.id] === branch && branch.step === step;
}
