import type { Lane, Problem, Span } from '../run-record';
import type { Window } from './window';
import type { Cloud } from '../../cloud';
import type { InvocationRecord } from '../../services/lambda/invocation-log';

export interface CollectedFunctions {
  readonly lanes: Lane[];
  readonly problems: Problem[];
  readonly count: number;
  readonly failed: number;
}

/** A lane for each function that was invoked, with what it wrote. */
export function collectFunctions({ lambda }: Cloud, window: Window): CollectedFunctions {
  const lanes: Lane[] = [];
  const problems: Problem[] = [];
  for (const name of lambda.invokedFunctions()) {
    const all = lambda.invocations(name);
    const spans: Span[] = [];
    for (const [index, invocation] of all.entries()) {
      if (invocation.start > window.ended || (invocation.end ?? window.ended) < window.began) continue;
      spans.push(spanOf(name, invocation, linesOf(lambda, name, all, index)));
      if (invocation.error !== undefined) problems.push(problemOf(name, invocation));
    }
    if (spans.length > 0) lanes.push({ kind: 'function', group: 'Functions', name, spans, marks: [] });
  }
  return { lanes, problems, count: lanes.reduce((sum, { spans }) => sum + spans.length, 0), failed: problems.length };
}

function spanOf(name: string, { start, end, kind, attempt, error }: InvocationRecord, log: Span['log']): Span {
  return {
    from: start,
    ...end === undefined ? {} : { to: end },
    tone: end === undefined ? 'open' : error === undefined ? 'good' : 'bad',
    title: `${name}: ${error === undefined ? 'invoked' : `failed with ${error}`}`,
    facts: [
      { label: 'Invoked', text: kind === 'Event' ? 'asynchronously' : 'and awaited' },
      ...attempt > 1 ? [{ label: 'Attempt', text: String(attempt) }] : [],
    ],
    log,
  };
}

function problemOf(name: string, { start, end, error, attempt }: InvocationRecord): Problem {
  return { at: end ?? start, what: `The function ${name} failed${attempt > 1 ? ` (attempt ${attempt})` : ''}`, reason: error ?? '' };
}

/** What the function wrote from the beginning of an invocation to its end; where several ran at once, what they wrote together. */
function linesOf(lambda: Cloud['lambda'], name: string, all: readonly InvocationRecord[], index: number): Span['log'] {
  const { firstLine, end } = all[index];
  const next = all[index + 1];
  const after = end !== undefined && next !== undefined && next.start >= end ? next.firstLine : undefined;
  return lambda.logLinesFrom(name, firstLine, after)
    .filter(({ at, text }) => text.trim() !== '' && (end === undefined || at <= end))
    .map(({ at, text }) => ({ at, text: text }));
}
