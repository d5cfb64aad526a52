import { OwnershipTag } from '../../../src/provider/ownership-contract';
import { REGION, Stage } from '../support/stage';

let stage: Stage;
let current: string;
const operation = 'CreateRelationalDatabaseSnapshot';

beforeEach(async () => {
  stage = new Stage();
  stage.lightsail.seedDatabase(REGION, 'db');
  stage.resources.set('Release', { status: 'CREATE_IN_PROGRESS' });
  current = (await stage.send(stage.event('Create', properties('v1', { team: 'shop', old: '1' }))))?.PhysicalResourceId ?? '';
  stage.resources.set('Release', { status: 'UPDATE_IN_PROGRESS', physicalId: current });
  stage.stack = 'UPDATE_IN_PROGRESS';
});

function properties(trigger: string, tags: Record<string, string> = {}, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    SourceKind: 'database',
    SourceName: 'db',
    TimeoutSeconds: '1800',
    Trigger: trigger,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ...more,
  };
}

const update = (wanted: Record<string, unknown>, old: Record<string, unknown>, id = current) =>
  stage.event('Update', wanted, { PhysicalResourceId: id, OldResourceProperties: old });

test('tags are brought in line in place; the ownership tags and those set by hand stay', async () => {
  await stage.account.call({
    service: 'lightsail',
    region: REGION,
    operation: 'TagResource',
    input: { resourceName: current, tags: [{ key: 'byhand', value: 'x' }] },
    caller: stage.account.root,
  });
  const before = stage.snapshots()[0].tags;
  const answer = await stage.send(update(properties('v1', { team: 'web', more: '2' }), properties('v1', { team: 'shop', old: '1' })));
  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: current, Data: { SnapshotName: current, State: 'available' } });
  const { old: _, ...rest } = before;
  expect(stage.snapshots()[0].tags).toEqual({ ...rest, team: 'web', more: '2' });
  expect(stage.waiting).toBe(0);
});

test('another time-out changes nothing', async () => {
  const calls = stage.calls.length;
  const wanted = properties('v1', { team: 'shop', old: '1' }, { TimeoutSeconds: '60' });
  expect(await stage.send(update(wanted, properties('v1', { team: 'shop', old: '1' })))).toMatchObject({ PhysicalResourceId: current, Status: 'SUCCESS' });
  expect(stage.calls.slice(calls)).toEqual(['GetRelationalDatabaseSnapshot']);
});

test('a new trigger takes a new snapshot, which remembers the one that it replaces', async () => {
  const answer = await stage.send(update(properties('v2'), properties('v1')));
  expect(answer).toMatchObject({ Status: 'SUCCESS' });
  expect(answer?.PhysicalResourceId).not.toBe(current);
  expect(stage.snapshots().length).toBe(2);
  expect(stage.snapshots().find(({ name }) => name === answer?.PhysicalResourceId)?.tags[OwnershipTag.REPLACES]).toBe(current);
});

test('a rollback returns to the snapshot that was replaced, without a new one', async () => {
  const replacement = (await stage.send(update(properties('v2'), properties('v1'))))?.PhysicalResourceId ?? '';
  stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
  stage.resources.set('Release', { status: 'UPDATE_IN_PROGRESS', physicalId: replacement });
  const answer = await stage.send(update(properties('v1'), properties('v2'), replacement));
  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: current });
  expect(stage.snapshots().length).toBe(2);
});

test('a rollback to what the replaced snapshot was not taken for keeps the current one', async () => {
  const replacement = (await stage.send(update(properties('v2'), properties('v1'))))?.PhysicalResourceId ?? '';
  stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
  expect(await stage.send(update(properties('v0'), properties('v2'), replacement))).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: replacement });
  expect(stage.snapshots().length).toBe(2);
});

test('a rollback whose former snapshot is gone keeps the current one', async () => {
  const replacement = (await stage.send(update(properties('v2'), properties('v1'))))?.PhysicalResourceId ?? '';
  stage.lightsail.instantly(REGION, 'DeleteRelationalDatabaseSnapshot', { relationalDatabaseSnapshotName: current });
  stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
  expect(await stage.send(update(properties('v1'), properties('v2'), replacement))).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: replacement });
});

test('a rollback after a failed replacement changes nothing', async () => {
  stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
  expect(await stage.send(update(properties('v1'), properties('v2')))).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: current });
  expect(stage.snapshots().length).toBe(1);
});

test('a given name that changes takes a new snapshot; one that is left out does not', async () => {
  const named = (name?: string) => properties('v1', {}, { Trigger: undefined, SnapshotName: name });
  stage.resources.set('Release', { status: 'CREATE_IN_PROGRESS' });
  const first = (await stage.send(stage.event('Create', named('one'))))?.PhysicalResourceId;
  stage.resources.set('Release', { status: 'UPDATE_IN_PROGRESS', physicalId: 'one' });
  expect(first).toBe('one');
  expect(await stage.send(update(named('two'), named('one'), 'one'))).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'two' });
  expect(await stage.send(update(named(), named('two'), 'two'))).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'two' });
});

test('a snapshot that was deleted by hand is taken anew with a new trigger only', async () => {
  stage.lightsail.instantly(REGION, 'DeleteRelationalDatabaseSnapshot', { relationalDatabaseSnapshotName: current });
  expect(await stage.send(update(properties('v1', { a: 'b' }), properties('v1'))))
    .toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: current, Data: { SnapshotName: current, SnapshotArn: '' } });
  expect(stage.snapshots()).toEqual([]);
  expect((await stage.send(update(properties('v2'), properties('v1'))))?.Status).toBe('SUCCESS');
  expect(stage.snapshots().length).toBe(1);
});

test('a replacement that Lightsail fails: the current one is named, and the failed one removed', async () => {
  stage.account.faults.inject({ service: 'lightsail', operation, effect: { type: 'fail-operation', code: 'Broken', details: 'no luck' } });
  const answer = await stage.send(update(properties('v2'), properties('v1')));
  expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: current, Reason: expect.stringMatching(/Broken.*no luck/) });
  expect(stage.snapshots().map(({ name }) => name)).toEqual([current]);
});

test('a replacement that never ends: the removal is tried until CloudFormation would stop waiting', async () => {
  stage.account.faults.inject({ service: 'lightsail', operation, effect: { type: 'endless-operation' } });
  const began = stage.account.clock.now();
  const answer = await stage.send(update(properties('v2', {}, { ServiceTimeout: '2100' }), properties('v1')));
  expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: current, Reason: expect.stringMatching(/Timed out.*Cleaning up also failed.*Delete it by hand/) });
  expect(answer?.at).toBeGreaterThan(began + 1800_000);
  expect(answer?.at).toBeLessThan(began + 2100_000);
});

test('a replacement whose name is taken leaves what has it alone', async () => {
  stage.lightsail.instantly(REGION, operation, { relationalDatabaseName: 'db', relationalDatabaseSnapshotName: 'foreign' });
  const answer = await stage.send(update(properties('v1', {}, { Trigger: undefined, SnapshotName: 'foreign' }), properties('v1')));
  expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: current });
  expect(stage.snapshots().map(({ name }) => name).sort()).toEqual([current, 'foreign'].sort());
});

test('a cancelled update removes the replacement under way, also if the rollback is over by then', async () => {
  await stage.invoke(update(properties('v2'), properties('v1')));
  expect(stage.snapshots().length).toBe(2);
  stage.resources.set('Release', { status: 'UPDATE_COMPLETE', physicalId: current });
  stage.stack = 'UPDATE_ROLLBACK_COMPLETE';
  const answers = stage.answers.length;
  await stage.settle();
  expect(stage.snapshots().map(({ name }) => name)).toEqual([current]);
  expect(stage.answers.slice(answers)).toMatchObject([{ Status: 'FAILED', PhysicalResourceId: current }]);
});

test('a late event of an update that is over makes nothing and removes nothing', async () => {
  const event = update(properties('v2'), properties('v1'));
  const answer = await stage.send(event);
  stage.resources.set('Release', { status: 'UPDATE_COMPLETE', physicalId: answer?.PhysicalResourceId });
  stage.stack = 'UPDATE_COMPLETE';
  expect(await stage.send(event)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/no longer waiting for this Update/) });
  expect(stage.snapshots().length).toBe(2);
});

test('wrong properties: the answer names the current snapshot', async () => {
  expect(await stage.send(update({ ...properties('v1'), Odd: '1' }, properties('v1')))).toMatchObject({ Status: 'FAILED', PhysicalResourceId: current });
});

test('old properties of another version do not matter', async () => {
  const answer = await stage.send(update(properties('v1', { a: 'b' }), { SourceKind: 'cluster', Odd: '1' }));
  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: current });
  expect(stage.snapshots()[0].tags.a).toBe('b');
});
