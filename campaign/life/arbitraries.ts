import * as fc from 'fast-check';
import { FATAL, type FaultKind, type InjectedFault } from './faults';
import type { Act, Life, SnapshotSpec, StackName, StackSpec } from './life';

const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

function snapshot(stack: StackName): fc.Arbitrary<SnapshotSpec> {
  return fc.record({
    source: fc.constantFrom('database' as const, 'instance' as const, 'disk' as const),
    named: rarely(fc.constantFrom('one', 'two')),
    trigger: fc.constantFrom('1', '2', '3'),
    tag: sometimes(fc.constantFrom('a', 'b')),
    keep: fc.boolean(),
  }).map(({ source, named, trigger, tag, keep }) => named === undefined
    ? { source, trigger, tag, keep }
    // What is kept would be in the way of the next one of that name: Lightsail says so, and the deployment fails as it should.
    : { source, snapshotName: `${stack.toLowerCase()}-${source}-${named}`, tag, keep: false });
}

function stackSpec(stack: StackName): fc.Arbitrary<StackSpec> {
  const name = (text: string) => `${stack.toLowerCase()}-${text}`;
  return fc.record({
    snapshots: fc.uniqueArray(snapshot(stack), { selector: ({ source }) => source, maxLength: 2 }),
    alarm: sometimes(fc.record({
      alarmName: fc.constantFrom(undefined, name('one'), name('two')),
      threshold: fc.constantFrom(70, 80, 90),
      tag: fc.constantFrom('a', 'b'),
      notify: fc.boolean(),
    })),
    // Lightsail has one address per Region.
    email: stack === 'Shop' ? sometimes(fc.constantFrom('one@example.com', 'two@example.com')) : fc.constant(undefined),
    distribution: rarely(fc.record({
      web: fc.constantFrom('web-1' as const, 'web-2' as const),
      // Lightsail changes a bundle once a month: the rollback of such a change leaves it, and says so.
      bundle: fc.constant(stack === 'Shop' ? 'small' as const : 'medium' as const),
      ttl: sometimes(fc.constantFrom(60, 600)),
      root: sometimes(fc.constantFrom('index.html', 'start.html')),
      enabled: fc.boolean(),
      tag: sometimes(fc.constantFrom('a', 'b')),
      reset: sometimes(fc.constantFrom('v1', 'v2')),
    })),
    final: rarely(fc.record({ diskName: fc.constantFrom(name('disk-1'), name('disk-2')), tag: sometimes(fc.constantFrom('a', 'b')) })),
    schedule: rarely(fc.record({
      source: fc.constantFrom('database' as const, 'instance' as const), keep: fc.constantFrom(1, 2), copy: fc.boolean(), enabled: fc.constantFrom(true, true, false),
    })),
    hours: fc.constant(undefined),
    export: rarely(fc.record({ interval: fc.constantFrom(5 as const, 15 as const) })),
    timeout: fc.constantFrom(45, 50),
  });
}

const CREATES = [
  'CreateRelationalDatabaseSnapshot', 'CreateInstanceSnapshot', 'CreateDiskSnapshot', 'PutAlarm', 'CreateContactMethod', 'CreateDistribution',
];
const CHANGES = [
  ...CREATES, 'DeleteRelationalDatabaseSnapshot', 'DeleteInstanceSnapshot', 'DeleteDiskSnapshot', 'DeleteDisk', 'DeleteAlarm', 'DeleteContactMethod',
  'UpdateDistribution', 'UpdateDistributionBundle', 'DeleteDistribution', 'ResetDistributionCache', 'TagResource', 'UntagResource',
];
const READS = [
  'GetRelationalDatabase', 'GetInstance', 'GetDisk', 'GetRelationalDatabaseSnapshot', 'GetInstanceSnapshot', 'GetDiskSnapshot', 'GetOperation',
  'GetOperationsForResource', 'GetAlarms', 'GetContactMethods', 'GetDistributions',
];
const STATES = ['GetRelationalDatabaseSnapshot', 'GetInstanceSnapshot', 'GetDiskSnapshot', 'GetRelationalDatabase', 'GetInstance', 'GetDisk'];

function faultOf(kind: FaultKind, operations: readonly string[] | undefined, most: number, after = 2): fc.Arbitrary<InjectedFault> {
  return fc.record({
    kind: fc.constant(kind),
    operation: operations ? fc.constantFrom(...operations) : fc.constant(undefined),
    times: fc.integer({ min: 1, max: most }),
    after: fc.integer({ min: 0, max: after }),
    variant: fc.integer({ min: 0, max: 5 }),
  });
}

const ANY = [...CHANGES, ...READS];
/** What goes away by itself, and must not be noticed. */
const setback = fc.oneof(
  faultOf('throttled', ANY, 4), faultOf('server-error', ANY, 4), faultOf('unknown-error', ANY, 3),
  faultOf('lost-request', ANY, 3), faultOf('lost-answer', ANY, 3), faultOf('slow-request', ANY, 2), faultOf('slow-answer', ANY, 2),
  // Lambda tries an event three times: a function that dies each time answers nothing, and CloudFormation's own time-out says so.
  faultOf('crash', ANY, 2),
  faultOf('stale-read', READS, 2), faultOf('unknown-state', STATES, 3),
  faultOf('silent-cloudformation', undefined, 1, 0), faultOf('stale-cloudformation', undefined, 4),
  faultOf('waiter-start', undefined, 3), faultOf('waiter-task', undefined, 4, 0),
  // The answer is put four times within two seconds, then by the waiter.
  faultOf('answer-rejected', undefined, 6), faultOf('answer-slow', undefined, 4), faultOf('answer-lost', undefined, 6),
);
const fatal = fc.oneof(
  faultOf('operation-fails', CREATES, 1, 0),
  faultOf('operation-never-ends', CREATES.filter((operation) => operation.endsWith('Snapshot')), 1, 0),
  faultOf('refused', CREATES, 1, 0),
);

/** Kinds of which a deployment gets one: what each bears by itself, two may be too many. */
const ONE_OF: ReadonlyArray<readonly FaultKind[]> = [
  // Each of Lambda's three tries starts the waiter for 72 seconds at most.
  ['crash', 'waiter-start'],
  // What happened cannot be known, neither from CloudFormation nor from Lightsail.
  ['silent-cloudformation', 'stale-cloudformation'],
  ['stale-read'],
];

export function bearable(faults: readonly InjectedFault[]): InjectedFault[] {
  return faults.filter(({ kind }, index) => {
    const group = ONE_OF.find((kinds) => kinds.includes(kind));
    return !group || faults.findIndex((other) => group.includes(other.kind)) === index;
  });
}

const change = (stack: StackName) => fc.option(stackSpec(stack), { nil: null, freq: 9 });

const act: fc.Arbitrary<Act> = fc.record({
  changes: fc.oneof(
    { weight: 6, arbitrary: fc.record({ Shop: change('Shop') }) },
    { weight: 2, arbitrary: fc.record({ Shop: change('Shop'), Blog: change('Blog') }) },
    { weight: 1, arbitrary: fc.record({ Blog: change('Blog') }) },
  ),
  faults: fc.tuple(fc.array(setback, { maxLength: 3 }), rarely(fatal)).map(([setbacks, last]) => bearable([...setbacks, ...last ? [last] : []])),
  fails: rarely(fc.constant(true)).map((fails) => fails ?? false),
  cancelAfter: rarely(fc.integer({ min: 1, max: 340 })),
  repeatAfter: rarely(fc.constantFrom(0, 20, 200, 3600)),
  pause: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(0, 5, 700) }, { weight: 1, arbitrary: fc.constantFrom(86_400, 3 * 86_400) }),
});

/**
 * What cannot be known without CloudFormation's descriptions, so that a life has the one or the other:
 *
 * - A late copy of an event cannot be told from its first: what it asks for is done again.
 * - Whether a source has left the template: it is not deleted then, and the deletion of the stack says so.
 */
function withoutWhatNeedsDescriptions(acts: readonly Act[]): Act[] {
  const isSilent = acts.some(({ faults }) => faults.some(({ kind }) => kind === 'silent-cloudformation' || kind === 'stale-cloudformation'));
  if (!isSilent) return [...acts];
  return acts.map((each) => ({ ...each, repeatAfter: undefined, changes: mapSpecs(each, (spec) => ({ ...spec, final: undefined })) }));
}

/**
 * Of two copies of an event at the same moment, one that Lightsail refuses for good and one that it accepts is more than an honest
 * service does: the refused one answers that nothing was made.
 */
function withHonestRefusals(acts: readonly Act[]): Act[] {
  return acts.map((each) => each.faults.some(({ kind }) => kind === 'refused') ? { ...each, repeatAfter: undefined } : each);
}

/** A run every five minutes: to let days of them pass takes seconds. */
function withShortPauses(acts: readonly Act[]): Act[] {
  const exports = acts.some(({ changes }) => Object.values(changes).some((spec) => spec?.export !== undefined));
  return exports ? acts.map((each) => ({ ...each, pause: Math.min(each.pause, 3600) })) : [...acts];
}

function mapSpecs({ changes }: Act, map: (spec: StackSpec) => StackSpec): Act['changes'] {
  return Object.fromEntries(Object.entries(changes).map(([stack, spec]) => [stack, spec && map(spec)]));
}

export const life: fc.Arbitrary<Life> = fc.record({
  acts: fc.array(act, { minLength: 1, maxLength: 3 }).map((acts) => withShortPauses(withHonestRefusals(withoutWhatNeedsDescriptions(acts)))),
  shared: rarely(fc.constant(true)).map((shared) => shared ?? false),
  // The waiter's start is tried for 72 seconds, after the 15 that CloudFormation waits: what spreads later than that fails a deployment.
  permissionDelay: fc.oneof({ weight: 4, arbitrary: fc.constant(5) }, { weight: 1, arbitrary: fc.constantFrom(30, 70) }),
  clockSkew: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(-5000, -1000, 1000, 5000) }),
  processes: fc.constant(false),
});

export function isFatal({ kind }: InjectedFault): boolean {
  return FATAL.includes(kind);
}
