import { Duration } from 'aws-cdk-lib';
import { snapshotByFramework, type SnapshotByFrameworkProps } from '../../../benchmark/alternatives/snapshot-by-framework';
import { failures, TestCloud } from '../support/test-cloud';

const MINUTE = 60_000;

const snapshotEvery30s = (props: SnapshotByFrameworkProps) => snapshotByFramework({ queryInterval: Duration.seconds(30), ...props });

let local: TestCloud;
afterEach(() => local.close());

test('creates, replaces and deletes, and polls until Lightsail is done', async () => {
  local = new TestCloud();
  const { outcome, events } = await local.deployed(snapshotEvery30s({ snapshotName: 'web-1' }));
  expect(Object.fromEntries(outcome.outputs.map(({ name, value }) => [name, value]))).toEqual({ SnapshotName: 'web-1', SizeInGb: '20' });
  expect(local.names('InstanceSnapshot')).toEqual(['web-1']);

  // Four minutes, and a poll every 30 seconds.
  expect(local.calls('GetInstanceSnapshot')).toBeGreaterThanOrEqual(8);
  expect(local.calls('GetInstanceSnapshot')).toBeLessThanOrEqual(10);
  const [begin, end] = ['CREATE_IN_PROGRESS', 'CREATE_COMPLETE'].map((status) =>
    events.find((event) => event.logicalId === 'Snapshot' && event.status === status)?.timestamp ?? 0);
  expect(end - begin).toBeGreaterThanOrEqual(4 * MINUTE);
  expect(end - begin).toBeLessThan(5 * MINUTE);

  expect(await local.deploy(snapshotEvery30s({ snapshotName: 'web-1' }))).toMatchObject({ outcome: { result: 'unchanged' } });

  const update = await local.deployed(snapshotEvery30s({ snapshotName: 'web-2' }));
  expect(update.outcome.outputs).toContainEqual(expect.objectContaining({ name: 'SnapshotName', value: 'web-2' }));
  // The old one goes in the cleanup phase, after the stack's update has succeeded.
  expect(local.names('InstanceSnapshot')).toEqual(['web-2']);
  const statuses = update.events.filter(({ logicalId }) => logicalId === 'Snapshot').map(({ status }) => status);
  expect(statuses).toEqual([
    'UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE',
  ]);

  expect((await local.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(local.names('InstanceSnapshot')).toEqual([]);
  expect(local.names('Instance')).toEqual([]);
  await local.settle();
});

test('a time-out fails the creation, and the rollback waits until the snapshot can be deleted', async () => {
  local = new TestCloud({ lightsail: { durations: { instanceSnapshot: 5 * MINUTE } } });
  const create = await local.deploy(snapshotEvery30s({ snapshotName: 'web-1', totalTimeout: Duration.minutes(3) }));
  expect(create.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(failures(create)[0]).toMatch(/^Received response status \[FAILED\] from custom resource\. Message returned: .*Operation timed out/);
  expect(local.names('InstanceSnapshot')).toEqual([]);
  expect(local.names('Instance')).toEqual([]);
  await local.settle();
});

test('a time-out of an update rolls back to the old snapshot', async () => {
  local = new TestCloud();
  await local.deployed(snapshotEvery30s({ snapshotName: 'web-1', totalTimeout: Duration.minutes(6) }));
  local.cloud.lightsail.durations = { ...local.cloud.lightsail.durations, instanceSnapshot: 10 * MINUTE };
  const update = await local.deploy(snapshotEvery30s({ snapshotName: 'web-2', totalTimeout: Duration.minutes(6) }));
  expect(update.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(failures(update)[0]).toContain('Operation timed out');
  // What had come of the new one is deleted in the cleanup.
  expect(local.names('InstanceSnapshot')).toEqual(['web-1']);
  await local.settle();
});
