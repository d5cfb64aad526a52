import { snapshotByCall } from '../../../benchmark/alternatives/snapshot-by-call';
import { failures, TestCloud } from '../support/test-cloud';

let local: TestCloud;
beforeEach(() => { local = new TestCloud(); });
afterEach(() => local.close());

test('creates, replaces and deletes a snapshot, and reads the answer', async () => {
  const { outcome } = await local.deployed(snapshotByCall('web-1'));
  expect(Object.fromEntries(outcome.outputs.map(({ name, value }) => [name, value]))).toEqual({ SnapshotName: 'web-1', Status: 'Started' });
  expect(local.names('InstanceSnapshot')).toEqual(['web-1']);
  // Nobody waited: a snapshot takes four minutes.
  await local.cloud.advance(5 * 60_000);

  const update = await local.deployed(snapshotByCall('web-2'));
  expect(update.outcome.outputs).toContainEqual(expect.objectContaining({ name: 'SnapshotName', value: 'web-2' }));
  expect(local.names('InstanceSnapshot')).toEqual(['web-2']);
  await local.cloud.advance(5 * 60_000);

  expect((await local.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(local.names('InstanceSnapshot')).toEqual([]);
  await local.settle();
});

test('Lightsail\'s own error fails the resource', async () => {
  await local.deployed(snapshotByCall('web-1'));
  // The snapshot is still being made: it cannot be deleted.
  const removal = await local.destroy();
  expect(removal.outcome).toMatchObject({ result: 'failed', status: 'DELETE_FAILED' });
  expect(failures(removal)[0]).toContain('You can\'t delete this snapshot right now');
  await local.cloud.advance(5 * 60_000);
  expect((await local.destroy()).outcome).toMatchObject({ result: 'deleted' });
});

test('a policy that lacks the action: the event says who is denied what', async () => {
  const create = await local.deploy(snapshotByCall('web-1', ['lightsail:DeleteInstanceSnapshot']));
  expect(create.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(failures(create)[0]).toMatch(new RegExp('^Received response status \\[FAILED\\] from custom resource\\. Message returned: .*'
    + 'User: arn:aws:sts::123456789012:assumed-role/.* is not authorized to perform: lightsail:CreateInstanceSnapshot'));
  expect(local.names('InstanceSnapshot')).toEqual([]);
  expect(local.names('Instance')).toEqual([]);
  await local.settle();
});
