import type { Effect, Fault } from 'cdk-local-cloud/engine';

/** Everything that can go wrong with a call, as the results table names it. */
export const FAULT_KINDS = {
  'throttled': 'a call throttled',
  'server-error': 'a call answered with 500',
  'unknown-error': 'a call answered with an unknown error, and 503',
  'lost-request': 'a connection cut before the call',
  'lost-answer': 'a connection cut after the call',
  'slow-request': 'a call slower than the socket time-out, carried out late',
  'slow-answer': 'a call slower than the socket time-out, carried out at once',
  'crash': 'the function killed at a call',
  'stale-read': 'a stale read',
  'unknown-state': 'an unknown state in a description',
  'operation-fails': 'an operation that fails',
  'operation-never-ends': 'an operation that never ends',
  'refused': 'a call refused for good',
  'silent-cloudformation': "CloudFormation's descriptions missing or refused",
  'stale-cloudformation': "CloudFormation's descriptions stale",
  'waiter-start': "the waiter's start refused for now",
  'waiter-task': "the waiter's task failing or throttled for minutes",
  'answer-rejected': "the answer's PUT rejected with 500 or 503",
  'answer-slow': "the answer's PUT slow",
  'answer-lost': "the answer's PUT lost",
} as const;

export type FaultKind = keyof typeof FAULT_KINDS;

/** A fault of a life. Plain data. */
export interface InjectedFault {
  readonly kind: FaultKind;
  /** Of Lightsail, unless the kind says otherwise. */
  readonly operation?: string;
  /** How many calls it hits; minutes, where it lasts. */
  readonly times: number;
  /** How many such calls go well before. */
  readonly after: number;
  /** Which of the kind's variants. */
  readonly variant: number;
}

/** Kinds for which a deployment may fail. */
export const FATAL: readonly FaultKind[] = ['operation-fails', 'operation-never-ends', 'refused'];

/** What the local cloud has to do. `struck` is told when a call is hit. */
export function faultOf({ kind, operation, times, after, variant }: InjectedFault, now: () => number): Fault {
  let passed = 0;
  const begun = now();
  // The function's calls only: people and services do not try again.
  const whenFunction: Fault['when'] = ({ caller }) => caller.roleName !== undefined && passed++ >= after;
  const lightsail = (effect: Effect): Fault => ({ service: 'lightsail', operation, effect, times, when: whenFunction });
  const description = (effect: Effect): Fault => ({
    service: 'cloudformation', operation: variant % 2 === 0 ? 'DescribeStacks' : 'DescribeStackResource', effect, when: whenFunction,
  });
  const put = (effect: Effect): Fault => ({ service: 's3', operation: 'PutObject', effect, times, when: () => passed++ >= after });
  switch (kind) {
    case 'throttled': return lightsail({ type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' });
    case 'server-error': return lightsail({ type: 'error', code: 'ServiceException', message: 'Please try again later.', status: 500 });
    case 'unknown-error': return lightsail({ type: 'error', code: 'SomethingNewException', message: 'Something new.', status: 503 });
    case 'lost-request': return lightsail({ type: 'lose-request' });
    case 'lost-answer': return lightsail({ type: 'lose-answer' });
    case 'slow-request': return lightsail({ type: 'slow', milliseconds: 20_000, late: 'request' });
    case 'slow-answer': return lightsail({ type: 'slow', milliseconds: 20_000, late: 'answer' });
    case 'crash': return lightsail({ type: 'crash-caller' });
    case 'stale-read': return lightsail({ type: 'stale-answer' });
    case 'unknown-state': return lightsail({ type: 'alter-answer', alter: withUnknownState });
    case 'operation-fails': return lightsail({ type: 'fail-operation', code: 'InternalError', details: 'The operation failed for the campaign.' });
    case 'operation-never-ends': return lightsail({ type: 'endless-operation' });
    // For good, or a rollback that needs the same call would succeed by chance.
    case 'refused': return { ...lightsail({ type: 'error', code: 'InvalidInputException', message: 'Refused for the campaign.' }), times: undefined };
    case 'silent-cloudformation': {
      const [code, message, status] = SILENCES[variant % SILENCES.length];
      return { ...description({ type: 'error', code, message, status }), operation: undefined };
    }
    case 'stale-cloudformation': return { ...description({ type: 'stale-answer' }), times };
    case 'waiter-start': return {
      service: 'states',
      operation: 'StartExecution',
      times,
      when: whenFunction,
      effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' },
    };
    case 'waiter-task': {
      const [code, status] = variant % 2 === 0 ? ['TooManyRequestsException', 429] as const : ['ServiceException', 500] as const;
      return {
        service: 'lambda',
        operation: 'Invoke',
        effect: { type: 'error', code, message: 'Not now.', status },
        when: ({ input }) => input.InvocationType !== 'Event' && now() < begun + times * 4 * 60_000,
      };
    }
    case 'answer-rejected': return put({ type: 'error', code: 'SlowDown', message: 'Please reduce your request rate.', status: variant % 2 === 0 ? 503 : 500 });
    case 'answer-slow': return put({ type: 'slow', milliseconds: 4_000, late: variant % 2 === 0 ? 'request' : 'answer' });
    case 'answer-lost': return put({ type: variant % 2 === 0 ? 'lose-request' : 'lose-answer' });
  }
}

const SILENCES = [
  ['AccessDenied', 'not authorized', 403], ['Throttling', 'Rate exceeded', 400], ['ValidationError', 'Stack x does not exist', 400],
] as const;

/** Every state that the answer has is one that nobody knows. */
function withUnknownState(output: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(output).map(([key, value]) => {
    if (key === 'state' && typeof value === 'string') return [key, 'reticulating'];
    return [key, isPlainObject(value) ? withUnknownState(value) : value];
  }));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
