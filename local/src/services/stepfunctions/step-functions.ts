import { type Execution, type HistoryEvent, positionAt, ROOT, type StateMachine, stepFunctionsState } from './execution-state';
import { page } from './paging';
import { isForgotten } from './retention';
import { Runner } from './runner';
import { StateMachineType } from './state-machine-type';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { flag, number, text } from '../../core/input-shape';
import type { Json } from '../../core/json';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';

const LARGEST_INPUT = 256 * 1024;
// eslint-disable-next-line no-control-regex
const BAD_NAME = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

/** AWS Step Functions: standard workflows on virtual time. */
export class StepFunctions implements Service {
  readonly name = 'states';
  readonly inputs = {
    StartExecution: { stateMachineArn: text, name: text, input: text, traceHeader: text },
    StopExecution: { executionArn: text, error: text, cause: text },
    DescribeExecution: { executionArn: text, includedData: text },
    ListExecutions: { stateMachineArn: text, statusFilter: text, maxResults: number, nextToken: text, mapRunArn: text, redriveFilter: text },
    GetExecutionHistory: { executionArn: text, maxResults: number, reverseOrder: flag, nextToken: text, includeExecutionData: flag },
    DescribeStateMachine: { stateMachineArn: text, includedData: text },
    SendTaskSuccess: { taskToken: text, output: text },
    SendTaskFailure: { taskToken: text, error: text, cause: text },
    SendTaskHeartbeat: { taskToken: text },
  };
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
    if (name.length === 0 || name.length > 80 || BAD_NAME.test(name)) throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
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

function checkArn(arn: unknown, type: 'stateMachine' | 'execution'): asserts arn is string {
  const given = typeof arn === 'string' ? arn : '';
  const [, found] = /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:([A-Za-z]+):[^:]+(?::[^:]+)*$/.exec(given) ?? [];
  if (found === type) return;
  const reason = !given.startsWith('arn:') ? `Invalid ARN prefix: ${given}`
    : found ? `Resource type not valid in this context: ${found}` : `ARN is malformed: ${given}`;
  throw new ServiceError('InvalidArn', `Invalid Arn: '${reason}'`);
}

function tokenOf({ taskToken }: ApiCall['input']): string {
  if (typeof taskToken === 'string' && taskToken !== '') return taskToken;
  throw new ServiceError('InvalidToken', "Invalid Token: 'Invalid token'");
}

function taskOutput(output: unknown): Json {
  try {
    return JSON.parse(String(output)) as Json;
  } catch (error) {
    throw new ServiceError('InvalidOutput', `Invalid Output: '${error instanceof Error ? error.message : String(error)}'`);
  }
}

function parseInput(input: string): Json {
  if (Buffer.byteLength(input) > LARGEST_INPUT) throw new ServiceError('InvalidExecutionInput', 'Invalid State Machine Execution Input: the input is too large');
  try {
    return JSON.parse(input) as Json;
  } catch (error) {
    throw new ServiceError('InvalidExecutionInput',
      `Invalid State Machine Execution Input: '${error instanceof Error ? error.message : String(error)}'`);
  }
}

function summary(execution: Execution): Record<string, unknown> {
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.stateMachineArn,
    name: execution.name,
    status: execution.status,
    startDate: new Date(execution.startedAt),
    ...execution.stoppedAt === undefined ? {} : { stopDate: new Date(execution.stoppedAt) },
  };
}

function describe(execution: Execution): Record<string, unknown> {
  const { output, error, cause } = execution;
  return {
    ...summary(execution),
    input: execution.input,
    inputDetails: { included: true },
    ...output === undefined ? {} : { output, outputDetails: { included: true } },
    ...error === undefined ? {} : { error },
    ...cause === undefined ? {} : { cause },
  };
}

function historyEvent(event: HistoryEvent, withData: boolean): Record<string, unknown> {
  const details = `${event.type.replace(/^\w+State(Entered|Exited)$/, 'State$1').replace(/^./, (first) => first.toLowerCase())}EventDetails`;
  return {
    id: event.id,
    previousEventId: event.previous,
    timestamp: new Date(event.at),
    type: event.type,
    [details]: withData ? event.details : withoutData(event.details),
  };
}

/** The details but for what the execution was given and gave. */
function withoutData(details: Json | undefined): Json | undefined {
  if (typeof details !== 'object' || details === null || Array.isArray(details)) return details;
  return Object.fromEntries(Object.entries(details).filter(([name]) => !['input', 'output', 'parameters'].includes(name)));
}

function describeStateMachine(machine: StateMachine): Record<string, unknown> {
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    status: 'ACTIVE',
    definition: machine.definitionText,
    roleArn: machine.roleArn,
    type: 'STANDARD',
    creationDate: new Date(machine.createdAt),
    revisionId: String(machine.revision),
  };
}
