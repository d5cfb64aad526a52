import { REGION, Stage } from '../support/stage';

let stage: Stage;
const operation = 'CreateRelationalDatabaseSnapshot';

beforeEach(() => {
  stage = new Stage();
  stage.lightsail.seedDatabase(REGION, 'db');
  stage.resources.set('Release', { status: 'CREATE_IN_PROGRESS' });
});

async function deleteIt(PhysicalResourceId: string, properties: Record<string, unknown> = {}) {
  stage.resources.set('Release', { status: 'DELETE_IN_PROGRESS', physicalId: PhysicalResourceId });
  stage.stack = 'DELETE_IN_PROGRESS';
  return stage.send(stage.event('Delete', properties, { PhysicalResourceId }));
}

test('a snapshot of ours is deleted, in one invocation', async () => {
  const { PhysicalResourceId } = await stage.send(stage.event('Create', {})) ?? { PhysicalResourceId: '' };
  const invocations = stage.invocations;
  expect(await deleteIt(PhysicalResourceId)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
  expect(stage.snapshots()).toEqual([]);
  expect(stage.invocations - invocations).toBe(1);
});

test('what is gone already is as good as deleted', async () => {
  expect(await deleteIt('db-0123456789')).toMatchObject({ Status: 'SUCCESS' });
});

test("what is not ours stays, and the stack's deletion goes on", async () => {
  stage.lightsail.instantly(REGION, operation, { relationalDatabaseName: 'db', relationalDatabaseSnapshotName: 'foreign' });
  expect(await deleteIt('foreign')).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.snapshots().length).toBe(1);
});

test('an answer that got lost', async () => {
  const { PhysicalResourceId } = await stage.send(stage.event('Create', {})) ?? { PhysicalResourceId: '' };
  stage.account.faults.inject({ service: 'lightsail', operation: 'DeleteRelationalDatabaseSnapshot', effect: { type: 'lose-answer' }, times: 1 });
  expect(await deleteIt(PhysicalResourceId)).toMatchObject({ Status: 'SUCCESS' });
});

test('a deletion during the creation waits, then deletes; the creation ends with an answer that nothing waits for', async () => {
  await stage.invoke(stage.event('Create', {}));
  // CloudFormation makes an id up: the creation has not answered yet.
  const answer = await deleteIt('shop-Release-1A2B3C4D5E6F');
  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'shop-Release-1A2B3C4D5E6F' });
  expect(stage.snapshots()).toEqual([]);
  expect(stage.answers.slice(1)).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('no longer waiting for this Create') }]);
  expect(stage.waiting).toBe(0);
});

test('a made-up id: finished snapshots of an earlier life of the resource are kept', async () => {
  await stage.send(stage.event('Create', {}));
  stage.deploymentBegun = stage.account.clock.now();
  expect(await deleteIt('shop-Release-1A2B3C4D5E6F')).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.snapshots().length).toBe(1);
});

test('a made-up id: a snapshot that this deployment finished, and nobody was told of, is deleted', async () => {
  await stage.send(stage.event('Create', {}));
  expect(await deleteIt('shop-Release-1A2B3C4D5E6F')).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.snapshots()).toEqual([]);
});

test('an id that looks made up but was given: the snapshot that replaced it stays', async () => {
  await stage.send(stage.event('Create', { SnapshotName: 'release-1A2B3C4D5E6F' }));
  stage.resources.set('Release', { status: 'UPDATE_COMPLETE', physicalId: 'release-1A2B3C4D5E6F' });
  expect(await stage.send(stage.event('Delete', {}, { PhysicalResourceId: 'release-000000000000' }))).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.snapshots().length).toBe(1);
});

test('the search for a cancelled creation reads every page', async () => {
  stage.lightsail.pageSize = 2;
  for (let index = 0; index < 7; index++) {
    stage.lightsail.instantly(REGION, operation, { relationalDatabaseName: 'db', relationalDatabaseSnapshotName: `other-${index}` });
  }
  await stage.invoke(stage.event('Create', {}));
  await deleteIt('shop-Release-1A2B3C4D5E6F');
  expect(stage.snapshots().map(({ name }) => name).filter((name) => !name.startsWith('other'))).toEqual([]);
  expect(stage.snapshots().length).toBe(7);
});

test('an old Delete leaves the snapshot alone that has the name by now', async () => {
  const event = stage.event('Delete', { SnapshotName: 'mine' }, { PhysicalResourceId: 'mine' });
  await stage.advanceTo(stage.account.clock.now() + 3600_000);
  await stage.send(stage.event('Create', { SnapshotName: 'mine' }));
  stage.resources.set('Release', { status: 'CREATE_COMPLETE', physicalId: 'mine' });
  expect(await stage.send({ ...event })).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/no longer waiting for this Delete/) });
  expect(stage.snapshots().length).toBe(1);
});

test('so it does though CloudFormation says nothing', async () => {
  Object.assign(stage.stacks, { stack: async () => undefined, resource: async () => undefined });
  const event = stage.event('Delete', { SnapshotName: 'mine' }, { PhysicalResourceId: 'mine' });
  await stage.advanceTo(stage.account.clock.now() + 3600_000);
  await stage.send(stage.event('Create', { SnapshotName: 'mine' }));
  await stage.send(event);
  expect(stage.snapshots().length).toBe(1);
  expect(await deleteIt('mine')).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.snapshots()).toEqual([]);
});

test('properties of another version do not keep a snapshot from being deleted', async () => {
  const { PhysicalResourceId } = await stage.send(stage.event('Create', {})) ?? { PhysicalResourceId: '' };
  expect(await deleteIt(PhysicalResourceId, { Odd: 'x' })).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.snapshots()).toEqual([]);
});

test('one that never gets finished: a clear text at the time-out', async () => {
  stage.account.faults.inject({ service: 'lightsail', operation, effect: { type: 'endless-operation' } });
  const { PhysicalResourceId } = await stage.send(stage.event('Create', {})) ?? { PhysicalResourceId: '' };
  expect(await deleteIt(PhysicalResourceId)).toMatchObject({ Status: 'FAILED', PhysicalResourceId, Reason: expect.stringMatching(/can't be deleted while it is being made.*by hand/) });
  expect(stage.waiting).toBe(0);
});
