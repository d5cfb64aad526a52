import type { Stack } from 'aws-cdk-lib';
import { addDatabaseSnapshot, addInstanceSnapshot, DATABASE, databaseSnapshot, DATABASE_SNAPSHOT, DESTROY, seedSources } from '../support/snapshot-stacks';
import { failures, HOUR, MINUTE, REGION, SECOND, STACK_NAME, TestCloud } from '../support/test-cloud';

// A person, or another resource's failure, ends a deployment while a snapshot is being made.
let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  seedSources(cloud);
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');

test('an update that is cancelled at any moment: the new snapshot is cleaned up, the current one stays', async () => {
  await cloud.deployed(databaseSnapshot({ trigger: 'first' }));
  const before = snapshots();
  for (const seconds of [1, 10, 33, 150, 299, 305, 309, 311]) {
    cloud.after(seconds * SECOND, () => cloud.cloud.cancelUpdate(STACK_NAME, REGION));
    const deployment = await cloud.deploy(databaseSnapshot({ trigger: `cancelled after ${seconds} s` }));
    expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
    await cloud.cloud.advance(15 * MINUTE);
    expect({ seconds, left: snapshots(), current: cloud.physicalIds(DATABASE_SNAPSHOT) }).toEqual({ seconds, left: before, current: before });
  }
  await cloud.settle();
});

test.each([['kept by default', {}, 1], ['with DESTROY', DESTROY, 0]])('the stack is deleted right after the rollback, and its function with it: %s', async (_, policy, left) => {
  await cloud.deployed(databaseSnapshot({ trigger: '1', ...policy }));
  const before = snapshots();
  cloud.after(60 * SECOND, () => cloud.cloud.cancelUpdate(STACK_NAME, REGION));
  await cloud.deploy(databaseSnapshot({ trigger: '2', ...policy }));
  expect(snapshots()).toEqual(before);
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  await cloud.settle();
  expect(snapshots()).toEqual(before.slice(0, left));
});

test('a new snapshot that never gets finished does not keep the rollback from its end', async () => {
  await cloud.deployed(databaseSnapshot({ trigger: '1' }));
  const before = snapshots();
  cloud.fault('CreateRelationalDatabaseSnapshot', { type: 'endless-operation' }, 1);
  cloud.after(60 * SECOND, () => cloud.cloud.cancelUpdate(STACK_NAME, REGION));
  const deployment = await cloud.deploy(databaseSnapshot({ trigger: '2' }));
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(deployment.duration).toBeLessThan(20 * MINUTE);
  expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toEqual(before);
  // The cancelled request goes on, and removes it once it can.
  cloud.cloud.lightsail.endNow(REGION, snapshots()[1]);
  await cloud.settle();
  expect(snapshots()).toEqual(before);
});

test('what can\'t be removed does not keep the rollback from its end', async () => {
  await cloud.deployed(databaseSnapshot({ trigger: '1' }));
  cloud.fault('DeleteRelationalDatabaseSnapshot', { type: 'error', code: 'InvalidInputException', message: 'The snapshot is locked.' });
  cloud.after(60 * SECOND, () => cloud.cloud.cancelUpdate(STACK_NAME, REGION));
  const deployment = await cloud.deploy(databaseSnapshot({ trigger: '2' }));
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
  await cloud.settle();
});

test('a cancelled update is followed by the next one at once', async () => {
  await cloud.deployed(databaseSnapshot({ trigger: '1', ...DESTROY }));
  cloud.after(60 * SECOND, () => cloud.cloud.cancelUpdate(STACK_NAME, REGION));
  await cloud.deploy(databaseSnapshot({ trigger: '2', ...DESTROY }));
  await cloud.deployed(databaseSnapshot({ trigger: '3', ...DESTROY }));
  await cloud.settle();
  expect(snapshots()).toEqual(cloud.physicalIds(DATABASE_SNAPSHOT));
  expect(snapshots()).toHaveLength(1);
});

test('a creation that waited for its source and was cancelled makes nothing while the next one waits', async () => {
  const { lightsail } = cloud.cloud;
  await cloud.deployed((stack) => { addInstanceSnapshot(stack); });
  lightsail.instantly(REGION, 'StopRelationalDatabase', { relationalDatabaseName: DATABASE });
  const define = (stack: Stack) => {
    addInstanceSnapshot(stack);
    addDatabaseSnapshot(stack, DESTROY);
  };
  cloud.after(40 * SECOND, () => cloud.cloud.cancelUpdate(STACK_NAME, REGION));
  await cloud.deploy(define);
  cloud.after(60 * SECOND, () => lightsail.instantly(REGION, 'StartRelationalDatabase', { relationalDatabaseName: DATABASE }));
  await cloud.deployed(define);
  await cloud.settle();
  expect(snapshots()).toEqual(cloud.physicalIds(DATABASE_SNAPSHOT));
  expect(snapshots()).toHaveLength(1);
});

describe.each([['kept by default', {}], ['with DESTROY', DESTROY]])('%s', (_, policy) => {
  test('another resource fails while the snapshot is being made: its Delete finds it, though nobody has named it', async () => {
    cloud.fault('CreateInstanceSnapshot', { type: 'fail-operation', code: 'VolumeInUse', details: 'Out of breath.' }, 1);
    const deployment = await cloud.deploy((stack) => {
      addDatabaseSnapshot(stack, policy);
      addInstanceSnapshot(stack, policy);
    });
    expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
    expect(failures(deployment)).toContain('Resource creation cancelled');
    expect(snapshots()).toEqual([]);
    expect(cloud.names('InstanceSnapshot')).toEqual([]);
    await cloud.settle();
    expect(snapshots()).toEqual([]);
  });
});

test.each([45, 200, 335, 342, 344, 346])('a stack that is deleted %d s into its creation leaves no snapshot behind', async (seconds) => {
  const destroyed = new Promise<string | undefined>((resolve, reject) => {
    cloud.after(seconds * SECOND, () => { cloud.destroy().then(({ outcome }) => resolve(outcome.status), reject); });
  });
  const deployment = cloud.deploy(databaseSnapshot(DESTROY));
  await cloud.cloud.advance(HOUR);
  await deployment;
  expect(await destroyed).toBe('DELETE_COMPLETE');
  expect(snapshots()).toEqual([]);
  await cloud.settle();
  expect(snapshots()).toEqual([]);
});
