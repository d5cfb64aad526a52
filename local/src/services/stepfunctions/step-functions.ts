import { type Execution, positionAt, ROOT, type StateMachine, stepFunctionsState } from './execution-state';
import { checkArn, checkName, INPUTS, parseInput, taskOutput, tokenOf } from './inputs';
import { page } from './paging';
import { isForgotten } from './retention';
import { Runner } from './runner';
import { StateMachineType } from './state-machine-type';
import { describe, describeStateMachine, historyEvent, stateMachineSummary, summary } from './views';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';

/** AWS Step Functions: standard workflows on virtual time. */
export class StepFunctions implements Service {
  readonly name = 'states';
  readonly inputs = INPUTS;
  readonly resourceTypes = [new StateMachineType()];
  private readonly runner: Runner;

  constructor(private readonly account: Account) {
    this.runner = new Runner(account);
    account.add(this);
  }

  /** How many state transitions an execution has had so far: what AWS charges for. */
  transitions(executionArn: string): number {
    return this.execution(executionArn).transitions;
  }

  /** All executions that the account remembers, oldest first. */
  executions(): readonly Execution[] {
    const now = this.account.clock.now();
    return Object.values(stepFunctionsState(this.account).executions).filter((execution) => !isForgotten(execution, now));
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    const { input } = call;
    const resource = input.executionArn ?? input.stateMachineArn ?? this.runner.tasks.stateMachineOf(String(input.taskToken)) ?? '*';
    return [{ action: `states:${call.operation}`, resource: String(resource) }];
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    const { input } = call;
    switch (call.operation) {
      case 'StartExecution': return this.startExecution(input);
      case 'StopExecution': return this.stopExecution(input);
      case 'DescribeExecution': return describe(this.execution(input.executionArn));
      case 'ListExecutions': {
        for (const member of ['mapRunArn', 'redriveFilter']) if (input[member] !== undefined) throw new NotSupportedError(`${member} in ListExecutions`);
        return page('executions', this.list(input), summary, input, [input.stateMachineArn, input.statusFilter]);
      }
      case 'ListStateMachines': return page('stateMachines', this.stateMachines(call.region), stateMachineSummary, input, []);
      case 'GetExecutionHistory': return this.history(input);
      case 'DescribeStateMachine': return describeStateMachine(this.stateMachine(input.stateMachineArn));
      case 'SendTaskSuccess':
        this.runner.tasks.answerToken(tokenOf(input), { result: taskOutput(input.output) });
        return {};
      case 'SendTaskFailure':
        this.runner.tasks.answerToken(tokenOf(input), { error: String(input.error ?? ''), cause: String(input.cause ?? '') });
        return {};
      case 'SendTaskHeartbeat':
        this.runner.tasks.heartbeat(tokenOf(input));
        return {};
      default: throw new NotSupportedError(`the call ${call.operation} of Step Functions`);
    }
  }

  private startExecution(input: ApiCall['input']): Record<string, unknown> {
    const state = stepFunctionsState(this.account);
    const machine = this.stateMachine(input.stateMachineArn);
    const name = String(input.name ?? `1c5f0000-0000-4000-8000-${String(state.next++).padStart(12, '0')}`);
    checkName(name);
    const given = String(input.input ?? '{}');
    const data = parseInput(given);
    const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    const now = this.account.clock.now();
    const taken = this.executionOf(arn);
    if (taken?.status === 'RUNNING' && taken.input === given) return { executionArn: arn, startDate: new Date(taken.startedAt) };
    if (taken) throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    // One of that name which is forgotten by now: the new one is the newest, as the order in which they are kept says.
    delete state.executions[arn];
    const execution: Execution = {
      arn,
      name,
      region: machine.region,
      stateMachineArn: machine.arn,
      roleArn: machine.roleArn,
      definition: machine.definition,
      input: given,
      startedAt: now,
      status: 'RUNNING',
      branches: {
        [ROOT]: { id: ROOT, index: 0, path: [], position: positionAt(machine.definition.StartAt, data, now), step: 0, lastEvent: 0 },
      },
      next: 1,
      history: [],
      transitions: 0,
    };
    state.executions[arn] = execution;
    this.runner.start(execution);
    return { executionArn: arn, startDate: new Date(now) };
  }

  private stopExecution(input: ApiCall['input']): Record<string, unknown> {
    const execution = this.execution(input.executionArn);
    const optional = (value: unknown) => value === undefined ? undefined : String(value);
    this.runner.stop(execution, 'ABORTED', { type: 'ExecutionAborted', error: optional(input.error), cause: optional(input.cause) });
    return { stopDate: new Date(execution.stoppedAt ?? this.account.clock.now()) };
  }

  private history(input: ApiCall['input']): Record<string, unknown> {
    const { history, withoutHistory, arn } = this.execution(input.executionArn);
    if (withoutHistory) throw new NotSupportedError(`the history of ${arn} any more`, 'It keeps those of the executions that ended last.');
    const withData = input.includeExecutionData !== false;
    const events = input.reverseOrder === true ? [...history].reverse() : history;
    return page('events', events, (event) => historyEvent(event, withData), input, [input.executionArn, input.reverseOrder ?? false]);
  }

  private list(input: ApiCall['input']): Execution[] {
    const machine = this.stateMachine(input.stateMachineArn);
    return this.executions()
      .filter((execution) => execution.stateMachineArn === machine.arn && (input.statusFilter ?? execution.status) === execution.status)
      .reverse();
  }

  private stateMachines(region: string): StateMachine[] {
    return Object.values(stepFunctionsState(this.account).stateMachines).filter((machine) => machine.region === region);
  }

  private stateMachine(arn: unknown): StateMachine {
    checkArn(arn, 'stateMachine');
    const { stateMachines } = stepFunctionsState(this.account);
    const found = Object.hasOwn(stateMachines, arn) ? stateMachines[arn] : undefined;
    if (!found) throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return found;
  }

  private execution(arn: unknown): Execution {
    checkArn(arn, 'execution');
    const found = this.executionOf(arn);
    if (!found) throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return found;
  }

  private executionOf(arn: string): Execution | undefined {
    const { executions } = stepFunctionsState(this.account);
    return Object.hasOwn(executions, arn) && !isForgotten(executions[arn], this.account.clock.now()) ? executions[arn] : undefined;
  }
}
