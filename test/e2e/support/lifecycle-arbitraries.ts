import type { Fault } from 'cdk-local-cloud/engine';
import * as fc from 'fast-check';
import { SECOND } from './test-cloud';

/** What a deployment's template says of one snapshot. */
export interface WantedSnapshot {
  readonly trigger: string;
  readonly tag?: string;
  readonly keep: boolean;
}

/** One deployment: what is wanted, and what goes wrong meanwhile. */
export interface Act {
  readonly database?: WantedSnapshot;
  readonly instance?: WantedSnapshot;
  readonly faults: readonly Fault[];
  /** After so many milliseconds somebody cancels it, if it is an update. */
  readonly cancelAfter?: number;
  /** Each event comes a second time after so many milliseconds. */
  readonly repeatAfter?: number;
  /** How long after the end of the deployment the next one begins, in milliseconds. */
  readonly pause: number;
}

/** What makes a deployment fail. The event must tell it by one of these words. */
export const FATAL_CODES = ['VolumeInUse', 'InvalidInputException'];

const CREATE = ['CreateRelationalDatabaseSnapshot', 'CreateInstanceSnapshot'];
const DELETE = ['DeleteRelationalDatabaseSnapshot', 'DeleteInstanceSnapshot'];
const READ = ['GetRelationalDatabase', 'GetInstance', 'GetRelationalDatabaseSnapshot', 'GetInstanceSnapshot', 'GetOperation', 'GetOperationsForResource'];
const TAG = ['TagResource', 'UntagResource'];

const anyCall = fc.oneof(
  fc.constantFrom(...CREATE, ...DELETE, ...READ, ...TAG).map((operation) => ({ service: 'lightsail', operation })),
  fc.constantFrom('DescribeStacks', 'DescribeStackResource').map((operation) => ({ service: 'cloudformation', operation })),
  fc.constant({ service: 'states', operation: 'StartExecution' }),
);

/** Goes away by itself, and must not be noticed. */
const setback: fc.Arbitrary<Fault> = fc.record({
  call: anyCall,
  effect: fc.constantFrom<Fault['effect']>(
    { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' },
    { type: 'error', code: 'ServiceException', message: 'Please try again later.', status: 500 },
    { type: 'lose-answer' },
  ),
  times: fc.integer({ min: 1, max: 4 }),
}).map(({ call, effect, times }) => ({ ...call, effect, times }));

/** A function may die twice for an event: Lambda tries it three times. */
const crash: fc.Arbitrary<Fault> = fc.record({ call: anyCall, times: fc.integer({ min: 1, max: 2 }) })
  .map(({ call, times }) => ({ ...call, effect: { type: 'crash-caller' }, times }));

/**
 * Lambda tries an event three times, and the function each time tries three times to start the waiter. Beyond that nothing
 * can be done: one kind of trouble with the start at a time.
 */
function bearable(faults: Fault[]): Fault[] {
  const isOfStart = ({ service }: Fault) => service === 'states';
  const crashes = faults.some(({ effect }) => effect.type === 'crash-caller');
  return faults.filter((fault, index) => !isOfStart(fault) || fault.effect.type === 'crash-caller' || (!crashes && faults.findIndex(isOfStart) === index));
}

const fatal: fc.Arbitrary<Fault> = fc.record({
  operation: fc.constantFrom(...CREATE),
  effect: fc.constantFrom<Fault['effect']>(
    { type: 'fail-operation', code: FATAL_CODES[0], details: 'Out of breath.' },
    { type: 'error', code: FATAL_CODES[1], message: 'Not like this.' },
  ),
}).map(({ operation, effect }) => ({ service: 'lightsail', operation, effect, times: effect.type === 'error' ? undefined : 1 }));

const wanted: fc.Arbitrary<WantedSnapshot> = fc.record({
  trigger: fc.constantFrom('1', '2', '3'),
  tag: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
  keep: fc.boolean(),
});

const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

export const act: fc.Arbitrary<Act> = fc.record({
  database: fc.option(wanted, { nil: undefined, freq: 5 }),
  instance: rarely(wanted),
  faults: fc.tuple(fc.array(setback, { maxLength: 3 }), rarely(crash), rarely(fatal))
    .map(([setbacks, ...others]) => bearable([...setbacks, ...others.filter((fault) => fault !== undefined)])),
  cancelAfter: rarely(fc.integer({ min: 1, max: 340 }).map((seconds) => seconds * SECOND)),
  repeatAfter: rarely(fc.constantFrom(0, 20, 200, 2000).map((seconds) => seconds * SECOND)),
  pause: fc.constantFrom(0, 5 * SECOND, 700 * SECOND),
});
