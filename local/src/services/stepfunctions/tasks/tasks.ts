import { createHash } from 'node:crypto';
import { type Integration, parseResource, type TaskCaller } from './resources';
import type { Account } from '../../../core/account';
import type { Json, JsonObject } from '../../../core/json';
import { ServiceError } from '../../../core/service';
import type { State } from '../definition';
import { runtimeError, StateError } from '../errors';
import { type Branch, type Execution, type Outcome, stepFunctionsState, type TaskProgress } from '../execution-state';
import { note } from '../history';
import { stateOf } from '../interpreter';
import { readPath, type Scope } from '../paths';
import { fillTemplate } from '../templates';

const TIMEOUT = 'states:task-timeout';

/** Attempts at Task states: the call, its time-outs, and what comes after the call. */
export class Tasks {
  /** `proceed`: takes a branch up again, when its task has an outcome. */
  constructor(private readonly account: Account, private readonly proceed: (execution: Execution, branch: Branch) => void) {
    account.scheduledTasks.on(TIMEOUT, (payload) => {
      const { arn, branch: id, task, error } = payload as { arn: string; branch: string; task: number; error: string };
      const execution = stepFunctionsState(account).executions[arn];
      const branch = execution?.branches[id];
      if (branch?.position.task?.id === task) this.conclude(execution, branch, { error, cause: '' });
    });
  }

  /** What it comes to; undefined: that is up to somebody else, and `proceed` will be called. */
  async attempt(execution: Execution, branch: Branch, state: State, scope: Scope): Promise<Outcome | undefined> {
    const integration = this.integration(state);
    const isNew = branch.position.task === undefined;
    const task = branch.position.task ??= newTask(execution, branch, integration);
    if (task.submitted) return task.outcome;
    const input = state.Parameters === undefined ? scope.data : fillTemplate(state.Parameters, scope);
    if (isNew) this.begin(execution, branch, state, integration, input, scope);
    const call = integration.call(this.caller(execution), input);
    const answer = await call.then((result) => ({ result }), (error: unknown) => {
      if (error instanceof StateError) return { error: error.error, cause: error.message };
      throw error;
    });
    // In the meantime it may have timed out, or been stopped.
    if (branch.position.task !== task) return undefined;
    if (task.outcome) return task.outcome;
    if ('error' in answer || integration.until === 'answer') return this.settle(execution, branch, integration, answer);
    task.submitted = true;
    note(this.account, execution, 'TaskSubmitted', { ...named(integration), output: JSON.stringify(answer.result) }, branch);
    if (integration.until === 'child') {
      task.child = String((answer.result as JsonObject).ExecutionArn);
      const child = stepFunctionsState(this.account).executions[task.child];
      (child.waiters ??= []).push({ execution: execution.arn, branch: branch.id });
      this.executionEnded(child);
    }
    return undefined;
  }

  /** An execution has ended: whoever started it and waits for it goes on. */
  executionEnded(ended: Execution): void {
    if (ended.status === 'RUNNING') return;
    for (const waiter of ended.waiters ?? []) {
      const execution = stepFunctionsState(this.account).executions[waiter.execution];
      const branch = execution?.branches[waiter.branch];
      if (branch?.position.task?.child !== ended.arn) continue;
      this.conclude(execution, branch, childOutcome(ended, this.integration(stateOf(execution, branch))));
    }
    delete ended.waiters;
  }

  /** Somebody brings a token back. */
  answerToken(token: string, outcome: Outcome): void {
    const { execution, branch } = this.waiting(token);
    this.conclude(execution, branch, outcome);
  }

  heartbeat(token: string): void {
    const { execution, branch } = this.waiting(token);
    const { task } = branch.position;
    if (task?.heartbeatSeconds !== undefined) this.expectHeartbeat(execution, branch, task, task.heartbeatSeconds);
  }

  /** The state machine that waits for this token, if one does. */
  stateMachineOf(token: string): string | undefined {
    const { tokens, executions } = stepFunctionsState(this.account);
    return Object.hasOwn(tokens, token) ? executions[tokens[token].execution]?.stateMachineArn : undefined;
  }

  /** Whatever its task still waits for does not matter any more. */
  abandon(execution: Execution, { position: { task } }: Branch): void {
    if (!task) return;
    this.cleanUp(task);
    if (task.outcome || task.child === undefined) return;
    const caller = this.caller(execution).principal;
    // Step Functions stops what a `.sync` task started, as far as the role may; nobody waits for that.
    void this.account.call({ service: 'states', region: execution.region, operation: 'StopExecution', input: { executionArn: task.child }, caller })
      .catch((error: unknown) => { if (!(error instanceof ServiceError)) this.account.defects.report(error); });
  }

  private integration(state: State): Integration {
    const integration = parseResource(state.Resource ?? '', this.account);
    if (!integration) throw new Error(`The task ${state.Resource} is not known any more.`);
    return integration;
  }

  private begin(execution: Execution, branch: Branch, state: State, integration: Integration, input: Json, scope: Scope): void {
    const task = branch.position.task as TaskProgress;
    const timeout = secondsOf(state.TimeoutSeconds, state.TimeoutSecondsPath, scope, 'TimeoutSecondsPath');
    const heartbeat = secondsOf(state.HeartbeatSeconds, state.HeartbeatSecondsPath, scope, 'HeartbeatSecondsPath');
    const limits = { ...timeout !== undefined && { timeoutInSeconds: timeout }, ...heartbeat !== undefined && { heartbeatInSeconds: heartbeat } };
    if (integration.byFunctionArn) {
      const { resource } = integration;
      note(this.account, execution, 'LambdaFunctionScheduled', { resource, input: JSON.stringify(input), ...timeout !== undefined && { timeoutInSeconds: timeout } }, branch);
      note(this.account, execution, 'LambdaFunctionStarted', undefined, branch);
    } else {
      note(this.account, execution, 'TaskScheduled', { ...named(integration), region: execution.region, parameters: JSON.stringify(input), ...limits }, branch);
      note(this.account, execution, 'TaskStarted', named(integration), branch);
    }
    if (timeout !== undefined) task.timeout = this.expire(execution, branch, task, timeout, 'States.Timeout');
    if (heartbeat !== undefined) this.expectHeartbeat(execution, branch, task, heartbeat);
    if (task.token !== undefined) stepFunctionsState(this.account).tokens[task.token] = { execution: execution.arn, branch: branch.id };
  }

  /** It has come to an end otherwise than by its own answer. */
  private conclude(execution: Execution, branch: Branch, outcome: Outcome): void {
    const { task } = branch.position;
    if (!task || task.outcome) return;
    this.settle(execution, branch, this.integration(stateOf(execution, branch)), outcome);
    // While the call is under way, whoever made it takes the outcome up, unless it came too late.
    task.submitted = true;
    this.proceed(execution, branch);
  }

  private settle(execution: Execution, branch: Branch, integration: Integration, outcome: Outcome): Outcome {
    const task = branch.position.task as TaskProgress;
    task.outcome = outcome;
    const kind = 'result' in outcome ? 'Succeeded' : ['States.Timeout', 'States.HeartbeatTimeout'].includes(outcome.error) ? 'TimedOut' : 'Failed';
    const details: JsonObject = 'result' in outcome ? { output: JSON.stringify(outcome.result) }
      : { error: outcome.error, ...outcome.cause !== '' && { cause: outcome.cause } };
    if (integration.byFunctionArn) note(this.account, execution, `LambdaFunction${kind}`, details, branch);
    else note(this.account, execution, `Task${kind}`, { ...named(integration), ...details }, branch);
    this.cleanUp(task);
    return outcome;
  }

  private cleanUp(task: TaskProgress): void {
    for (const appointment of [task.timeout, task.heartbeat]) if (appointment !== undefined) this.account.scheduledTasks.cancel(appointment);
    if (task.token !== undefined) delete stepFunctionsState(this.account).tokens[task.token];
  }

  private expectHeartbeat(execution: Execution, branch: Branch, task: TaskProgress, seconds: number): void {
    if (task.heartbeat !== undefined) this.account.scheduledTasks.cancel(task.heartbeat);
    task.heartbeatSeconds = seconds;
    task.heartbeat = this.expire(execution, branch, task, seconds, 'States.HeartbeatTimeout');
  }

  private expire(execution: Execution, branch: Branch, task: TaskProgress, seconds: number, error: string): number {
    const { clock, scheduledTasks } = this.account;
    return scheduledTasks.add(clock.now() + seconds * 1000, TIMEOUT, { arn: execution.arn, branch: branch.id, task: task.id, error });
  }

  private waiting(token: string): { execution: Execution; branch: Branch } {
    const { tokens, executions } = stepFunctionsState(this.account);
    const found = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
    const execution = found && executions[found.execution];
    const branch = found && execution?.branches[found.branch];
    if (!execution || !branch) throw new ServiceError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    return { execution, branch };
  }

  private caller(execution: Execution): TaskCaller {
    const { account } = this;
    const roleName = execution.roleArn.slice(execution.roleArn.lastIndexOf('/') + 1);
    const arn = `arn:aws:sts::${account.id}:assumed-role/${roleName}/${execution.name}`;
    return { account, region: execution.region, executionArn: execution.arn, principal: { accessKeyId: 'ASIALOCALSTEPFUNCTNS', arn, roleName } };
  }
}

function newTask(execution: Execution, branch: Branch, integration: Integration): TaskProgress {
  const id = execution.next++;
  const token = createHash('sha512').update(`${execution.arn} ${execution.startedAt} ${branch.id} ${id}`).digest('base64');
  return { id, submitted: false, ...integration.until === 'token' && { token } };
}

function named({ resourceType, resource }: Integration): { resourceType: string; resource: string } {
  return { resourceType, resource };
}

function secondsOf(value: number | undefined, path: string | undefined, scope: Scope, field: string): number | undefined {
  const seconds = path === undefined ? value : readPath(path, scope, field);
  if (seconds === undefined || (typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 0)) return seconds;
  throw runtimeError(`The ${field} parameter does not reference a positive integer: ${JSON.stringify(seconds)}`);
}

/** The end of an execution as the result of the task that started it: all that DescribeExecution says. */
function childOutcome(ended: Execution, { parseOutput }: Integration): Outcome {
  const { output } = ended;
  const described: JsonObject = {
    ExecutionArn: ended.arn,
    Input: parseOutput ? JSON.parse(ended.input) as Json : ended.input,
    InputDetails: { Included: true },
    Name: ended.name,
    ...output !== undefined && { Output: parseOutput ? JSON.parse(output) as Json : output, OutputDetails: { Included: true } },
    StartDate: ended.startedAt,
    StateMachineArn: ended.stateMachineArn,
    Status: ended.status,
    StopDate: ended.stoppedAt ?? ended.startedAt,
    ...ended.error !== undefined && { Error: ended.error },
    ...ended.cause !== undefined && { Cause: ended.cause },
  };
  return ended.status === 'SUCCEEDED' ? { result: described } : { error: 'States.TaskFailed', cause: JSON.stringify(described) };
}
