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

// Each request looks at moments of its own, spread over eight seconds: several are measured.
describe.each([1, 2, 3])('a snapshot of five minutes (%d)', () => {
  test.each([
    ['a database', DATABASE_SNAPSHOT, addDatabaseSnapshot],
    ['an instance', INSTANCE_SNAPSHOT, addInstanceSnapshot],
  ])('of %s', async (_, type, add) => {
    const { invocations, calls, transitions, late } = await measure(5 * MINUTE, type, (stack) => { add(stack); });
    expect(invocations).toBeLessThanOrEqual(15);
    expect(calls).toBeLessThanOrEqual(20);
    expect(transitions).toBeLessThanOrEqual(30);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThanOrEqual(0.1 * 5 * MINUTE);
  });
});

/** The wait policy looks every 35 seconds, and after six minutes at intervals of a tenth of the operation's age. */
test.each([[0.5, 5], [1, 5], [4, 10], [6, 15], [10, 20], [20, 27], [40, 35]])('a snapshot of %d minutes: at most %d invocations, the answer at most 35 s or a tenth late', async (minutes, most) => {
  const { invocations, late } = await measure(minutes * MINUTE, INSTANCE_SNAPSHOT, (stack) => { addInstanceSnapshot(stack); });
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThanOrEqual(Math.max(39 * SECOND, 0.1 * minutes * MINUTE + 2 * SECOND));
  expect(invocations).toBeLessThanOrEqual(most);
});

test('fifty snapshots in one stack cost fifty times as much, and take as long as one', async () => {
  const count = 50;
  const measured = await measure(5 * MINUTE, INSTANCE_SNAPSHOT, (stack) => {
    const instance = Instance.fromInstanceName(stack, 'Instance', INSTANCE);
    for (let index = 0; index < count; index++) new InstanceSnapshot(stack, `S${index}`, { instance });
  });
  expect(cloud.names('InstanceSnapshot')).toHaveLength(count);
  expect(measured.invocations).toBeLessThanOrEqual(count * 15);
  expect(measured.calls).toBeLessThanOrEqual(count * 20);
  expect(measured.transitions).toBeLessThanOrEqual(count * 30);
  expect(measured.late).toBeLessThanOrEqual(0.1 * 5 * MINUTE);
  const others = Object.values(cloud.stack().resources).filter(({ type }) => type !== INSTANCE_SNAPSHOT && type !== 'AWS::CDK::Metadata');
  expect(others.length).toBeLessThanOrEqual(9);
  expect(others.filter(({ type }) => type === 'AWS::Lambda::Function')).toHaveLength(1);
});
