import type { Lane, Problem, Span } from '../run-record';
import type { Window } from './window';
import type { Cloud } from '../../cloud';
import type { Json } from '../../core/json';
import type { Execution, HistoryEvent } from '../../services/stepfunctions/execution-state';

export interface CollectedExecutions {
  readonly lanes: Lane[];
  readonly problems: Problem[];
  readonly count: number;
  readonly failed: number;
}

/** A lane for each execution that ran during the run. */
export function collectExecutions({ stepFunctions }: Cloud, window: Window): CollectedExecutions {
  const all = stepFunctions.executions().filter((execution) => ran(execution, window));
  const failed = all.filter((execution) => (execution.status === 'FAILED' || execution.status === 'TIMED_OUT') && endedIn(execution, window));
  return {
    lanes: all.map(laneOf),
    problems: failed.map(({ name, status, stoppedAt, startedAt, error, cause }) => ({
      at: stoppedAt ?? startedAt,
      what: `The execution ${name} ${status === 'FAILED' ? 'failed' : 'timed out'}`,
      reason: [error, cause].filter((part) => part !== undefined).join(': ') || 'No reason was given.',
    })),
    count: all.length,
    failed: failed.length,
  };
}

function ran({ arn, startedAt, stoppedAt, status }: Execution, { began, ended, beginning }: Window): boolean {
  if (startedAt > ended || (status !== 'RUNNING' && (stoppedAt ?? 0) < began)) return false;
  return !(beginning?.at === began && beginning.ended.includes(arn));
}

function endedIn({ stoppedAt }: Execution, { began, ended }: Window): boolean {
  return stoppedAt !== undefined && stoppedAt >= began && stoppedAt <= ended;
}

function laneOf(execution: Execution): Lane {
  const { arn, startedAt, stoppedAt, status, error, cause } = execution;
  const machine = execution.stateMachineArn.split(':').at(-1) ?? '';
  const whole: Span = {
    from: startedAt,
    ...stoppedAt === undefined ? {} : { to: stoppedAt },
    tone: status === 'RUNNING' ? 'open' : status === 'SUCCEEDED' ? 'good' : status === 'ABORTED' ? 'undone' : 'bad',
    title: `Execution ${execution.name}: ${status}`,
    facts: [
      { label: 'Execution', text: arn },
      { label: 'State transitions', text: String(execution.transitions) },
      ...error === undefined ? [] : [{ label: 'Error', text: error }],
      ...cause === undefined ? [] : [{ label: 'Cause', text: cause }],
    ],
  };
  return { kind: 'execution', group: machine, name: execution.name, spans: [whole, ...waits(execution)], marks: [] };
}

/** The Wait states that it went through. */
function waits({ history }: Execution): Span[] {
  const spans: Span[] = [];
  let entered: HistoryEvent | undefined;
  for (const event of history) {
    if (event.type === 'WaitStateEntered') entered = event;
    if (event.type === 'WaitStateExited' && entered) {
      spans.push(wait(entered, event.at));
      entered = undefined;
    }
  }
  if (entered) spans.push(wait(entered, undefined));
  return spans;
}

function wait({ at, details }: HistoryEvent, to: number | undefined): Span {
  return { from: at, ...to === undefined ? {} : { to }, tone: 'wait', title: `Waits in the state ${nameIn(details)}`, facts: [] };
}

function nameIn(details: Json | undefined): string {
  return typeof details === 'object' && details !== null && !Array.isArray(details) && typeof details.name === 'string' ? details.name : '';
}
