import { Duration } from 'aws-cdk-lib';
import { databaseSnapshot, DATABASE_SNAPSHOT, DESTROY, seedSources } from '../support/snapshot-stacks';
import { failures, MINUTE, REGION, SECOND, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  seedSources(cloud);
  cloud.fault('CreateRelationalDatabaseSnapshot', { type: 'endless-operation' }, 1);
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');
const timeout = { timeout: Duration.minutes(20) };

/** When the first event came that tells of a failure: milliseconds after the request was sent. */
function failedAfter({ events }: Awaited<ReturnType<TestCloud['deploy']>>): number {
  const failed = events.find(({ status }) => status.endsWith('_FAILED'));
  const begun = events.find(({ logicalId }) => logicalId === failed?.logicalId);
  return (failed?.timestamp ?? 0) - (begun?.timestamp ?? 0);
}

test('an operation that never ends: a clear time-out before CloudFormation\'s own', async () => {
  const deployment = await cloud.deploy(databaseSnapshot(timeout));
  const [reason] = failures(deployment);
  expect(reason).toMatch(/Timed out after 1\d{3} s of waiting for the snapshot 'shop-db-\w+' of the database 'shop-db' to become usable; last seen: operation Started\./);
  expect(reason).toContain('deploy again with a longer timeout');
  expect(failedAfter(deployment)).toBeLessThanOrEqual(20 * MINUTE);
  expect(failedAfter(deployment)).toBeGreaterThan(19 * MINUTE + 50 * SECOND);
  expect(failures(deployment).join()).not.toContain('did not receive a response');
  await cloud.settle();
});

test('its rollback waits for it as long, and says what is left; once it ends, the stack can go with all of it', async () => {
  const deployment = await cloud.deploy(databaseSnapshot({ ...timeout, ...DESTROY }));
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_FAILED' });
  expect(failures(deployment)[1]).toContain("to be finished: it can't be deleted while it is being made; last seen: creating.");
  await cloud.settle();

  const [name] = snapshots();
  cloud.cloud.lightsail.endNow(REGION, name);
  await cloud.settle();
  expect(cloud.find(name)).toBeDefined();
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(snapshots()).toEqual([]);
  await cloud.settle();
});

test('it ends while the rollback waits: nothing is left', async () => {
  cloud.after(30 * MINUTE, () => cloud.cloud.lightsail.endNow(REGION, snapshots()[0]));
  const deployment = await cloud.deploy(databaseSnapshot(timeout));
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(snapshots()).toEqual([]);
  await cloud.settle();
});

test('a replacement that never ends: the stack returns to the current snapshot', async () => {
  cloud.cloud.account.faults.clear();
  await cloud.deployed(databaseSnapshot({ ...timeout, trigger: '1' }));
  const before = snapshots();
  cloud.fault('CreateRelationalDatabaseSnapshot', { type: 'endless-operation' }, 1);
  const deployment = await cloud.deploy(databaseSnapshot({ ...timeout, trigger: '2' }));
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(failures(deployment)[0]).toMatch(/Timed out after 1\d{3} s .* Cleaning up also failed: .* Delete it by hand/);
  expect(failures(deployment).join()).not.toContain('did not receive a response');
  expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual(before);
  await cloud.settle();
});
