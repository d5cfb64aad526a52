import { REGION, Stage, START } from '../support/stage';

// What CloudFormation says of a stack can be stale, missing, refused or new. Only what it proves may end a request.
const MINUTE = 60_000;
let stage: Stage;

beforeEach(() => {
  stage = new Stage();
  stage.lightsail.seedDatabase(REGION, 'db');
});

const unknown = async () => undefined;
const denied = async () => { throw Object.assign(new Error('not authorized'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } }); };
const throttled = async () => { throw Object.assign(new Error('Rate exceeded'), { name: 'Throttling', $metadata: { httpStatusCode: 400 } }); };
const unforeseen = async () => ({ status: 'MOON_IN_PROGRESS' });

const UNRELIABLE = [
  ['that lags: it knows no resource before its creation has ended', { resource: unknown }],
  ['that knows nothing', { stack: unknown, resource: unknown }],
  ['that denies', { stack: denied, resource: denied }],
  ['that throttles', { stack: throttled, resource: throttled }],
  ['with statuses that nobody foresaw', { stack: unforeseen, resource: unforeseen }],
] as const;

describe.each(UNRELIABLE)('a CloudFormation %s', (_, descriptions) => {
  beforeEach(() => { Object.assign(stage.stacks, descriptions); });

  test('a creation, an update and a deletion are carried out and answered', async () => {
    const created = await stage.send(stage.event('Create', { Trigger: '1' }));
    expect(created).toMatchObject({ Status: 'SUCCESS' });
    stage.stack = 'UPDATE_IN_PROGRESS';
    const old = { SourceKind: 'database', SourceName: 'db', TimeoutSeconds: '1800', Trigger: '1' };
    const updated = await stage.send(stage.event('Update', { Trigger: '2' }, { PhysicalResourceId: created?.PhysicalResourceId, OldResourceProperties: old }));
    expect(updated).toMatchObject({ Status: 'SUCCESS' });
    expect(updated?.PhysicalResourceId).not.toBe(created?.PhysicalResourceId);
    for (const answer of [created, updated]) {
      expect(await stage.send(stage.event('Delete', {}, { PhysicalResourceId: answer?.PhysicalResourceId }))).toMatchObject({ Status: 'SUCCESS' });
    }
    expect(stage.snapshots()).toEqual([]);
    expect(stage.answers).toHaveLength(4);
  });

  test('a deletion during the creation is answered, and both of them are', async () => {
    await stage.invoke(stage.event('Create', {}));
    await stage.settle(START + MINUTE);
    expect(await stage.send(stage.event('Delete', {}, { PhysicalResourceId: 'shop-Release-fmOBZSAb0iZ8' }))).toMatchObject({ Status: 'SUCCESS' });
    await stage.settle();
    expect(stage.answers).toHaveLength(2);
    expect(stage.waiting).toBe(0);
  });
});

test.each(['shop-Release-1ABCDEFGHIJK', 'shop-Release-fmOBZSAb0iZ8', 'shop_Release_F176OSC0'])(
  'a physical id that CloudFormation made up, whatever it looks like, leads to what the cancelled creation made: %s', async (id) => {
    stage.resources.set('Release', { status: 'CREATE_IN_PROGRESS' });
    await stage.invoke(stage.event('Create', {}));
    await stage.settle(START + MINUTE);
    stage.stack = 'ROLLBACK_IN_PROGRESS';
    stage.resources.set('Release', { status: 'DELETE_IN_PROGRESS', physicalId: id });
    // The function goes with its stack as soon as the Delete is answered: nothing else cleans up.
    expect(await stage.send(stage.event('Delete', {}, { PhysicalResourceId: id }))).toMatchObject({ Status: 'SUCCESS' });
    expect(stage.snapshots()).toEqual([]);
  },
);

test('a rollback that counts as an operation of its own: a snapshot that was finished, but not answered, is found', async () => {
  stage.resources.set('Release', { status: 'CREATE_IN_PROGRESS' });
  await stage.invoke(stage.event('Create', {}));
  // Finished between two looks of the waiter.
  await stage.settle(START + 4 * MINUTE);
  await stage.advanceTo(START + 6 * MINUTE);
  expect(stage.snapshots()).toMatchObject([{ state: 'available' }]);
  expect(stage.answers).toEqual([]);
  stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
  stage.deploymentBegun = stage.account.clock.now() + 10_000;
  expect(await stage.send(stage.event('Delete', {}, { PhysicalResourceId: 'shop-Release-fmOBZSAb0iZ8' }))).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.snapshots()).toEqual([]);
});

test('an update that is taken back without a word of the resource ends when the stack is seen rolling back', async () => {
  stage.resources.set('Release', { status: 'CREATE_IN_PROGRESS' });
  const created = await stage.send(stage.event('Create', { Trigger: '1' }));
  Object.assign(stage.stacks, { resource: unknown });
  stage.stack = 'UPDATE_IN_PROGRESS';
  const old = { SourceKind: 'database', SourceName: 'db', TimeoutSeconds: '1800', Trigger: '1' };
  await stage.invoke(stage.event('Update', { Trigger: '2' }, { PhysicalResourceId: created?.PhysicalResourceId, OldResourceProperties: old }));
  stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
  await stage.settle();
  expect(stage.snapshots().map(({ name }) => name)).toEqual([created?.PhysicalResourceId]);
  expect(stage.answers[1]).toMatchObject({ Status: 'FAILED', PhysicalResourceId: created?.PhysicalResourceId, Reason: expect.stringMatching(/UPDATE_ROLLBACK_IN_PROGRESS/) as string });
});

test('a given name with another source is answered: the name is taken by the snapshot of the one before', async () => {
  stage.resources.set('Release', { status: 'CREATE_IN_PROGRESS' });
  stage.lightsail.seedDatabase(REGION, 'db2');
  await stage.send(stage.event('Create', { SnapshotName: 'release' }));
  stage.stack = 'UPDATE_IN_PROGRESS';
  stage.resources.set('Release', { status: 'UPDATE_IN_PROGRESS', physicalId: 'release' });
  const old = { SourceKind: 'database', SourceName: 'db', TimeoutSeconds: '1800', SnapshotName: 'release' };
  for (const busy of [false, true]) {
    if (busy) stage.account.faults.inject({ service: 'lightsail', effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, times: 3 });
    const answer = await stage.send(stage.event('Update', { SnapshotName: 'release', SourceName: 'db2' }, { PhysicalResourceId: 'release', OldResourceProperties: old }));
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'release', Reason: expect.stringMatching(/'release' exists already.*change snapshotName/) as string });
  }
  expect(stage.snapshots()).toHaveLength(1);
});

test('a Delete that was answered already makes no call', async () => {
  stage.resources.set('Release', { status: 'CREATE_IN_PROGRESS' });
  const created = await stage.send(stage.event('Create', {}));
  stage.stack = 'DELETE_IN_PROGRESS';
  const event = stage.event('Delete', {}, { PhysicalResourceId: created?.PhysicalResourceId });
  await stage.send(event);
  stage.resources.set('Release', { status: 'DELETE_COMPLETE', physicalId: created?.PhysicalResourceId });
  await stage.advanceTo(stage.account.clock.now() + MINUTE);
  const calls = stage.calls.length;
  await stage.send(event);
  expect(stage.calls).toHaveLength(calls);
});

test.each(UNRELIABLE.slice(1, 4))('a Delete that comes again while the next update makes a snapshot leaves that alone: a CloudFormation %s', async (_, descriptions) => {
  const old = (Trigger: string) => ({ SourceKind: 'database', SourceName: 'db', TimeoutSeconds: '1800', Trigger });
  stage.resources.set('Release', { status: 'CREATE_IN_PROGRESS' });
  const first = await stage.send(stage.event('Create', { Trigger: '1' }));
  stage.stack = 'UPDATE_IN_PROGRESS';
  const second = await stage.send(stage.event('Update', { Trigger: '2' }, { PhysicalResourceId: first?.PhysicalResourceId, OldResourceProperties: old('1') }));
  const deletion = stage.event('Delete', {}, { PhysicalResourceId: first?.PhysicalResourceId });
  await stage.send(deletion);

  await stage.advanceTo(stage.account.clock.now() + 10 * MINUTE);
  const update = stage.event('Update', { Trigger: '3' }, { PhysicalResourceId: second?.PhysicalResourceId, OldResourceProperties: old('2') });
  await stage.invoke(update);
  await stage.settle(stage.account.clock.now() + MINUTE);
  expect(stage.snapshots()).toMatchObject([{ state: 'available' }, { state: 'creating' }]);
  Object.assign(stage.stacks, descriptions);
  await stage.invoke(deletion);
  await stage.settle();
  expect(stage.snapshots()).toMatchObject([{ state: 'available' }, { state: 'available' }]);
  expect(stage.answers.filter(({ RequestId }) => RequestId === update.RequestId)).toMatchObject([{ Status: 'SUCCESS' }]);
});
