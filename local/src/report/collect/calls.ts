import type { Fact, Lane, Mark, MarkKind } from '../run-record';
import type { Window } from './window';
import type { Cloud } from '../../cloud';
import type { CallRecord } from '../../core/account';
import type { Effect } from '../../core/faults';

export interface CollectedCalls {
  /** The marks of those calls whose caller has a lane, by the name of the caller's session. */
  readonly bySession: ReadonlyMap<string, Mark[]>;
  readonly count: number;
  readonly failed: number;
  readonly denied: number;
  readonly faults: number;
}

const FAULTS: Readonly<Record<Effect['type'], string>> = {
  'error': 'refused before it did anything',
  'lose-request': 'lost on its way: it never arrived',
  'lose-answer': 'carried out, but its answer was lost',
  'slow': 'slow',
  'stale-answer': 'answered with what was true before',
  'alter-answer': 'carried out, but its answer said something else',
  'fail-operation': 'accepted, and the operation that it started failed',
  'endless-operation': 'accepted, and the operation that it started never ended',
  'crash-caller': 'carried out, and its caller crashed before the answer',
};

/** What a call was about: its input's names and ids, and nothing else of it. */
const SUBJECT = /(?:Name|Names|Arn|Id)$/;

export function collectCalls({ account }: Cloud, { began, ended, beginning }: Window): CollectedCalls {
  const all = account.calls.filter(({ at }, index) => at <= ended && (beginning?.at === began ? index >= beginning.calls : at >= began));
  const bySession = new Map<string, Mark[]>();
  for (const record of all) {
    const session = sessionOf(record);
    const marks = bySession.get(session) ?? [];
    bySession.set(session, marks);
    marks.push(markOf(record));
  }
  return {
    bySession,
    count: all.length,
    failed: all.filter(({ error }) => error !== undefined).length,
    denied: all.filter(({ denied }) => denied).length,
    faults: all.filter(({ fault }) => fault !== undefined).length,
  };
}

/** Puts the calls into the lanes of their callers; those of nobody who has one are in lanes of their own. */
export function withCalls(lanes: readonly Lane[], { bySession }: CollectedCalls): Lane[] {
  const left = new Map(bySession);
  const filled = lanes.map((lane): Lane => {
    if (lane.kind !== 'function' && lane.kind !== 'execution') return lane;
    const marks = left.get(lane.name);
    // An execution's name may be used again, and so is the lane of the first one.
    left.delete(lane.name);
    return marks ? { ...lane, marks: [...lane.marks, ...marks] } : lane;
  });
  const others = [...left].filter(([session]) => session === '');
  const deliveries = [...left].filter(([session]) => session !== '').flatMap(([, marks]) => marks);
  return [
    ...filled,
    ...others.map(([, marks]): Lane => ({ kind: 'others', group: 'Other callers', name: 'CloudFormation and the account itself', spans: [], marks })),
    ...deliveries.length === 0 ? [] : [{
      kind: 'others' as const, group: 'Other callers', name: 'Schedules, rules and others', spans: [], marks: deliveries.sort((one, other) => one.at - other.at),
    }],
  ];
}

function sessionOf({ call: { caller } }: CallRecord): string {
  return caller.roleName === undefined ? '' : caller.arn.split('/').at(-1) ?? '';
}

function markOf(record: CallRecord): Mark {
  const { at, until, call: { service, region, operation, input }, error, message, fault } = record;
  const subject = subjectOf(input);
  const facts: Fact[] = [
    ...subject === '' ? [] : [{ label: 'About', text: subject }],
    { label: 'Region', text: region },
    ...until !== undefined && until > at ? [{ label: 'Answered after', text: `${(until - at) / 1000} s` }] : [],
    ...fault === undefined ? [] : [{ label: 'Injected fault', text: FAULTS[fault] }],
    ...error === undefined ? [] : [{ label: 'Error', text: message === undefined ? error : `${error}: ${message}` }],
  ];
  return { at, kind: kindOf(record), title: `${service}:${operation}`, facts };
}

function kindOf({ error, denied, fault }: CallRecord): MarkKind {
  if (fault !== undefined) return 'fault';
  if (denied) return 'denied';
  return error === undefined ? 'call' : 'error';
}

function subjectOf(input: CallRecord['call']['input']): string {
  const values = Object.entries(input).filter(([name]) => SUBJECT.test(name));
  const texts = values.flatMap(([, value]) => Array.isArray(value) ? value as unknown[] : [value])
    .filter((value) => typeof value === 'string').map(String);
  return texts.join(', ');
}
