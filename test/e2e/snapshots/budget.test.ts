import type { Stack } from 'aws-cdk-lib';
import { Instance, InstanceSnapshot } from '../../../src';
import { addDatabaseSnapshot, addInstanceSnapshot, DATABASE_SNAPSHOT, INSTANCE, INSTANCE_SNAPSHOT, seedSources } from '../support/snapshot-stacks';
import { MINUTE, SECOND, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

afterEach(() => cloud.close());

interface Measured {
  readonly invocations: number;
  readonly calls: number;
  readonly transitions: number;
  /** From the end of the operation to the answer, in milliseconds. */
  readonly late: number;
}

/** Takes snapshots that last so long, and counts what that costs. The latest answer counts. */
async function measure(duration: number, resourceType: string, define: (stack: Stack) => void): Promise<Measured> {
  cloud = new TestCloud({ lightsail: { durations: { databaseSnapshot: duration, instanceSnapshot: duration } } });
  seedSources(cloud);
  const deployment = await cloud.deployed(define);
  const late = deployment.events.filter(({ type, status }) => type === resourceType && status === 'CREATE_COMPLETE')
    .map(({ timestamp, physicalId }) => timestamp - (cloud.find(physicalId)?.createdAt ?? 0) - duration);
  await cloud.settle();
  return {
    invocations: cloud.invocations().length,
    calls: cloud.calls(),
    transitions: cloud.cloud.stepFunctions.executions().reduce((sum, { transitions }) => sum + transitions, 0),
    late: Math.max(...late),
  };
}

/** README.md and docs/decisions/0001 state these figures. */
const FIVE_MINUTES = { invocations: 10, calls: 12, transitions: 29 };

test.each([
  ['a database', DATABASE_SNAPSHOT, addDatabaseSnapshot],
  ['an instance', INSTANCE_SNAPSHOT, addInstanceSnapshot],
])('a snapshot of five minutes of %s, answered at most 20 seconds late', async (_, type, add) => {
  const { late, ...cost } = await measure(5 * MINUTE, type, (stack) => { add(stack); });
  expect(cost).toEqual(FIVE_MINUTES);
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThanOrEqual(20 * SECOND);
});

/** The wait policy looks every 35 seconds, and after six minutes at intervals of a tenth of the operation's age. */
test.each([
  [0.5, 2], [1, 3], [4, 8], [6, 12], [10, 17], [20, 24], [40, 32],
])('a snapshot of %d minutes: %d invocations', async (minutes, expected) => {
  const { invocations, late } = await measure(minutes * MINUTE, INSTANCE_SNAPSHOT, (stack) => { addInstanceSnapshot(stack); });
  expect(invocations).toBe(expected);
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThanOrEqual(Math.max(39 * SECOND, 0.1 * minutes * MINUTE + 2 * SECOND));
});

test('fifty snapshots in one stack cost fifty times as much, and take as long as one', async () => {
  const count = 50;
  const measured = await measure(5 * MINUTE, INSTANCE_SNAPSHOT, (stack) => {
    const instance = Instance.fromInstanceName(stack, 'Instance', INSTANCE);
    for (let index = 0; index < count; index++) new InstanceSnapshot(stack, `S${index}`, { instance });
  });
  expect(cloud.names('InstanceSnapshot')).toHaveLength(count);
  expect(measured.invocations).toBe(count * FIVE_MINUTES.invocations);
  expect(measured.calls).toBe(count * FIVE_MINUTES.calls);
  expect(measured.transitions).toBe(count * FIVE_MINUTES.transitions);
  expect(measured.late).toBeLessThanOrEqual(20 * SECOND);
  const others = Object.values(cloud.stack().resources).filter(({ type }) => type !== INSTANCE_SNAPSHOT && type !== 'AWS::CDK::Metadata');
  expect(others).toHaveLength(8);
  expect(others.filter(({ type }) => type === 'AWS::Lambda::Function')).toHaveLength(1);
});
