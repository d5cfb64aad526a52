import type { Execution, HistoryEvent, StateMachine } from './execution-state';
import type { Json } from '../../core/json';

export function summary(execution: Execution): Record<string, unknown> {
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.stateMachineArn,
    name: execution.name,
    status: execution.status,
    startDate: new Date(execution.startedAt),
    ...execution.stoppedAt === undefined ? {} : { stopDate: new Date(execution.stoppedAt) },
  };
}

export function describe(execution: Execution): Record<string, unknown> {
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

export function historyEvent(event: HistoryEvent, withData: boolean): Record<string, unknown> {
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

export function stateMachineSummary({ arn, name, createdAt }: StateMachine): Record<string, unknown> {
  return { stateMachineArn: arn, name, type: 'STANDARD', creationDate: new Date(createdAt) };
}

export function describeStateMachine(machine: StateMachine): Record<string, unknown> {
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
