import { Duration } from 'aws-cdk-lib';
import { Instance, InstanceSnapshot } from '../../../src';
import { databaseSnapshot, DATABASE_SNAPSHOT, DESTROY, INSTANCE, seedSources } from '../support/snapshot-stacks';
import { failures, MINUTE, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  seedSources(cloud);
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');

/** Lightsail refuses every call of the function for so long. */
function refuse(milliseconds: number, error: { code: string; message: string; status?: number }): void {
  const { account } = cloud.cloud;
  const end = account.clock.now() + milliseconds;
  account.faults.inject({
    service: 'lightsail', effect: { type: 'error', ...error }, when: ({ caller }) => caller.roleName !== undefined && account.clock.now() < end,
  });
}

const THROTTLED = { code: 'ThrottlingException', message: 'Rate exceeded' };

test.each([
  ['throttled', THROTTLED],
  ['out of order', { code: 'ServiceException', message: 'Something went wrong.', status: 500 }],
  ['still being set up', { code: 'AccountSetupInProgressException', message: 'Your account is being set up.', status: 428 }],
])('%s for ten minutes: the snapshot is taken, and removed, all the same', async (_, error) => {
  refuse(10 * MINUTE, error);
  await cloud.deployed(databaseSnapshot(DESTROY));
  expect(snapshots()).toEqual(cloud.physicalIds(DATABASE_SNAPSHOT));
  refuse(10 * MINUTE, error);
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(snapshots()).toEqual([]);
  await cloud.settle();
});

test('every second call throttled, throughout: the snapshot is taken', async () => {
  let calls = 0;
  cloud.cloud.account.faults.inject({
    service: 'lightsail', effect: { type: 'error', ...THROTTLED }, when: ({ caller }) => caller.roleName !== undefined && calls++ % 2 === 0,
  });
  await cloud.deployed(databaseSnapshot());
  expect(snapshots()).toHaveLength(1);
  await cloud.settle();
});

test('throttled for ever: told at the deadline, and the stack can be removed', async () => {
  refuse(20 * 60 * MINUTE, THROTTLED);
  const deployment = await cloud.deploy(databaseSnapshot({ timeout: Duration.minutes(10) }));
  const [reason] = failures(deployment);
  expect(reason).toMatch(/Timed out after \d+ s of waiting for step 'find-source' of the snapshot '.*' to be accepted; last seen: ThrottlingException: Rate exceeded\./);
  expect(failures(deployment).join()).not.toContain('did not receive a response');
  // Ten minutes, and CloudFormation's margin, for the creation and for its removal.
  expect(deployment.duration).toBeLessThan(2 * 15 * MINUTE + 2 * MINUTE);
  cloud.cloud.account.faults.clear();
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(cloud.calls('CreateRelationalDatabaseSnapshot')).toBe(0);
  await cloud.settle();
});

test('fifteen snapshots under a limit of one call a second', async () => {
  cloud.cloud.lightsail.limitRate({ callsPerSecond: 1, burst: 5 });
  await cloud.deployed((stack) => {
    const instance = Instance.fromInstanceName(stack, 'Instance', INSTANCE);
    for (let index = 0; index < 15; index++) new InstanceSnapshot(stack, `S${index}`, { instance });
  });
  expect(cloud.names('InstanceSnapshot')).toHaveLength(15);
  await cloud.settle();
});
