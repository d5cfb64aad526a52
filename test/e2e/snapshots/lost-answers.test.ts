import { databaseSnapshot, DATABASE_SNAPSHOT, DESTROY, seedSources } from '../support/snapshot-stacks';
import { failures, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  seedSources(cloud);
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');

describe.each(['lose-answer', 'crash-caller'] as const)('%s', (type) => {
  test.each([
    ['lightsail', 'GetRelationalDatabase'],
    ['lightsail', 'CreateRelationalDatabaseSnapshot'],
    ['lightsail', 'GetOperation'],
    ['lightsail', 'GetRelationalDatabaseSnapshot'],
    ['states', 'StartExecution'],
  ])('of %s:%s: one snapshot is made, and answered', async (service, operation) => {
    cloud.cloud.account.faults.inject({ service, operation, effect: { type }, times: 1 });
    await cloud.deployed(databaseSnapshot());
    await cloud.settle();
    expect(snapshots()).toEqual(cloud.physicalIds(DATABASE_SNAPSHOT));
    expect(snapshots()).toHaveLength(1);
    expect(cloud.cloud.stepFunctions.executions()).toHaveLength(1);
  });

  test('of a replacement: one new snapshot is made', async () => {
    await cloud.deployed(databaseSnapshot({ trigger: '1' }));
    cloud.fault('CreateRelationalDatabaseSnapshot', { type }, 1);
    await cloud.deployed(databaseSnapshot({ trigger: '2' }));
    await cloud.settle();
    expect(snapshots()).toHaveLength(2);
  });

  test('of a deletion: it is gone, and the stack with it', async () => {
    await cloud.deployed(databaseSnapshot(DESTROY));
    cloud.fault('DeleteRelationalDatabaseSnapshot', { type }, 1);
    expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
    expect(snapshots()).toEqual([]);
    await cloud.settle();
  });

  // Errors get lost, too: were it every answer for ever, nobody could tell that the first call has worked.
  test('of the first creates and starts: the very first one counts', async () => {
    cloud.fault('CreateRelationalDatabaseSnapshot', { type }, 2);
    cloud.cloud.account.faults.inject({ service: 'states', operation: 'StartExecution', effect: { type }, times: 2 });
    await cloud.deployed(databaseSnapshot());
    await cloud.settle();
    expect(snapshots()).toHaveLength(1);
    expect(cloud.cloud.stepFunctions.executions()).toHaveLength(1);
  });
});

test('a function that dies each time the waiter calls it answers the failure itself', async () => {
  cloud.fault('GetOperation', { type: 'crash-caller' });
  const deployment = await cloud.deploy(databaseSnapshot());
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(failures(deployment)[0]).toContain("The provider's function failed repeatedly");
  expect(failures(deployment)[0]).toContain('Read its log, and deploy again.');
  expect(snapshots()).toEqual([]);
  await cloud.settle();
});

test('a waiter that can\'t be started: the deployment fails with the reason', async () => {
  cloud.cloud.account.faults.inject({
    service: 'states', operation: 'StartExecution', effect: { type: 'error', code: 'StateMachineDeleting', message: 'The state machine is going.' },
  });
  const deployment = await cloud.deploy(databaseSnapshot(DESTROY));
  expect(deployment.outcome).toMatchObject({ result: 'failed' });
  expect(failures(deployment)[0]).toContain('could not be started: StateMachineDeleting: The state machine is going.');
  // What was begun could not be waited for either. It is not forgotten.
  cloud.cloud.account.faults.clear();
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(snapshots()).toEqual([]);
  await cloud.settle();
});
