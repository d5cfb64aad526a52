import type { Fault } from 'cdk-local-cloud/engine';
import * as fc from 'fast-check';
import { type FamiliesAct, FamiliesLifecycle } from '../support/families-lifecycle';
import { SECOND } from '../support/test-cloud';

// The same lives each time. To look for more: LIFECYCLE_SEED and LIFECYCLE_RUNS, other ones than these.
const SEED = Number(process.env.LIFECYCLE_SEED ?? 20260101);
const RUNS = Number(process.env.LIFECYCLE_RUNS ?? 20);

const sometimes = <T>(arbitrary: fc.Arbitrary<T>, freq = 3) => fc.option(arbitrary, { nil: undefined, freq });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const lightsail = fc.constantFrom(
  'CreateRelationalDatabaseSnapshot', 'DeleteRelationalDatabaseSnapshot', 'GetRelationalDatabase', 'GetRelationalDatabaseSnapshot', 'GetOperation',
  'PutAlarm', 'DeleteAlarm', 'GetAlarms', 'CreateContactMethod', 'DeleteContactMethod', 'GetContactMethods', 'TagResource', 'UntagResource',
).map((operation) => ({ service: 'lightsail', operation }));
const descriptions = fc.constantFrom('DescribeStacks', 'DescribeStackResource').map((operation) => ({ service: 'cloudformation', operation }));
const isFunctions: Fault['when'] = ({ caller }) => caller.roleName !== undefined;

/** Goes away by itself, and must not be noticed. A function may die twice for an event: Lambda tries it three times. */
const setback: fc.Arbitrary<Fault> = fc.record({
  call: fc.oneof({ weight: 4, arbitrary: lightsail }, { weight: 1, arbitrary: descriptions }),
  effect: fc.constantFrom<Fault['effect']>(
    { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, { type: 'lose-answer' }, { type: 'crash-caller' },
  ),
  times: fc.integer({ min: 1, max: 2 }),
}).map(({ call, effect, times }) => ({ ...call, effect, times, when: isFunctions }));

/** One crash at a time: what Lambda tries three times must not die more often. */
const setbacks = fc.array(setback, { maxLength: 3 })
  .map((faults) => faults.filter(({ effect }, index) => effect.type !== 'crash-caller' || faults.findIndex((other) => other.effect.type === 'crash-caller') === index));

/** Throughout the deployment CloudFormation does not say what it is doing. */
const silence = fc.constantFrom(['AccessDenied', 'not authorized', 403], ['Throttling', 'Rate exceeded', 400], ['ValidationError', 'Stack x does not exist', 400])
  .map(([code, message, status]): Fault => ({
    service: 'cloudformation', when: isFunctions, effect: { type: 'error', code: String(code), message: String(message), status: Number(status) },
  }));

const act: fc.Arbitrary<FamiliesAct> = fc.record({
  wanted: fc.record({
    trigger: sometimes(fc.constantFrom('1', '2', '3')),
    alarm: sometimes(fc.record({
      alarmName: fc.constantFrom(undefined, 'one', 'two'), threshold: fc.constantFrom(70, 80, 90), tag: fc.constantFrom('a', 'b'),
    })),
    address: sometimes(fc.constantFrom('one@example.com', 'two@example.com')),
  }),
  faults: fc.tuple(setbacks, rarely(silence)).map(([faults, fault]) => [...faults, ...fault ? [fault] : []]),
  fails: rarely(fc.constant(true)).map((fails) => fails ?? false),
  cancelAfter: rarely(fc.integer({ min: 1, max: 340 }).map((seconds) => seconds * SECOND)),
  repeatAfter: sometimes(fc.constantFrom(0, 20, 200, 2000).map((seconds) => seconds * SECOND)),
  pause: fc.constantFrom(0, 5 * SECOND, 700 * SECOND),
});

/** Without a word of CloudFormation a late copy of an event cannot be told from its first: a life has the one or the other. */
const life = fc.array(act, { minLength: 2, maxLength: 4 }).map((acts) => {
  const isSilent = acts.some(({ faults }) => faults.some(({ operation }) => operation === undefined));
  return isSilent ? acts.map((each) => ({ ...each, repeatAfter: undefined })) : acts;
});

test('whatever happens in the life of a stack of several families, every request is answered, and nothing is lost or left behind', async () => {
  await fc.assert(fc.asyncProperty(life, async (acts) => {
    const played = new FamiliesLifecycle();
    try {
      await played.begin();
      for (const each of acts) await played.play(each);
      await played.end();
    } finally {
      await played.cloud.close();
    }
  }), { seed: SEED, numRuns: RUNS, interruptAfterTimeLimit: RUNS * 2 * SECOND, markInterruptAsFailure: false });
}, RUNS * 8 * SECOND);
