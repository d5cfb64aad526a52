import { AwsError } from '../../../lambda/aws/aws-error';
import { OwnershipTag } from '../../../src/provider/ownership-contract';
import { REGION, STACK_ID, Stage, START } from '../support/stage';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
  stage.lightsail.seedDatabase(REGION, 'db');
  stage.resources.set('Release', { status: 'CREATE_IN_PROGRESS' });
});

const operation = 'CreateRelationalDatabaseSnapshot';

test('a snapshot of five minutes stays within the budgets', async () => {
  const answer = await stage.send(stage.event('Create', {}));
  expect(answer).toMatchObject({ Status: 'SUCCESS', Data: { State: 'available', SourceName: 'db', Engine: 'mysql' } });
  expect(answer?.at).toBeGreaterThanOrEqual(START + 5 * MINUTE);
  expect(answer?.at).toBeLessThanOrEqual(START + 5 * MINUTE + 30 * SECOND);
  expect(stage.invocations).toBeLessThanOrEqual(10);
  expect(stage.calls.length).toBeLessThanOrEqual(20);
  // Wait, Task and Choice for each look, and the end.
  expect((stage.invocations - 1) * 3 + 1).toBeLessThanOrEqual(30);
});

test('the name is made of the source and the request, and the tags tell whose it is', async () => {
  const event = stage.event('Create', { Trigger: 'v1', Tags: [{ Key: 'team', Value: 'shop' }] });
  const answer = await stage.send(event);
  expect(answer?.PhysicalResourceId).toMatch(/^db-[0-9a-f]{10}$/);
  expect(answer?.Data?.SnapshotName).toBe(answer?.PhysicalResourceId);
  expect(stage.snapshots()[0].tags).toEqual({
    team: 'shop',
    [OwnershipTag.STACK]: STACK_ID,
    [OwnershipTag.RESOURCE]: 'Release',
    [OwnershipTag.REQUEST]: event.RequestId,
    [OwnershipTag.TRIGGER]: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
});

test.each([
  ['instance', 'Custom::LightsailInstanceSnapshot', 'web', 'available'],
  ['disk', 'Custom::LightsailDiskSnapshot', 'data', 'completed'],
  ['system-disk', 'Custom::LightsailDiskSnapshot', 'web', 'completed'],
])('a snapshot of the kind %s', async (SourceKind, ResourceType, SourceName, State) => {
  stage.lightsail.seedInstance(REGION, 'web');
  stage.lightsail.seedDisk(REGION, 'data');
  const answer = await stage.send(stage.event('Create', { SourceKind, SourceName }, { ResourceType }));
  expect(answer).toMatchObject({ Status: 'SUCCESS', Data: { State, SourceName, Engine: '', SizeInGb: expect.stringMatching(/^\d+$/) } });
});

test('a source that is busy is waited for', async () => {
  await stage.account.call({
    service: 'lightsail', region: REGION, operation: 'RebootRelationalDatabase', input: { relationalDatabaseName: 'db' }, caller: stage.account.root,
  });
  expect(await stage.send(stage.event('Create', {}))).toMatchObject({ Status: 'SUCCESS' });
});

test('the same event twice makes one snapshot and one execution', async () => {
  const event = stage.event('Create', {});
  await stage.invoke(event);
  await stage.invoke(event);
  expect(stage.waiting).toBe(1);
  await stage.settle();
  expect(stage.answers.map(({ Status }) => Status)).toEqual(['SUCCESS']);
  expect(stage.snapshots().length).toBe(1);
});

test('an event that comes again when all is done does nothing', async () => {
  const event = stage.event('Create', {});
  const answer = await stage.send(event);
  const calls = stage.calls.length;
  stage.resources.set('Release', { status: 'CREATE_COMPLETE', physicalId: answer?.PhysicalResourceId });
  expect(await stage.send(event)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/no longer waiting for this Create/) });
  expect(stage.snapshots().length).toBe(1);
  expect(stage.calls.slice(calls).filter((call) => !call.startsWith('Get'))).toEqual([]);
});

test('an event that comes after the deletion makes nothing', async () => {
  const event = stage.event('Create', {});
  await stage.advanceTo(START + 20 * MINUTE);
  stage.resources.clear();
  stage.stack = 'UPDATE_COMPLETE';
  expect(await stage.send(event)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/no longer waiting for this Create/) });
  expect(stage.snapshots()).toEqual([]);
});

test('an answer that got lost: the snapshot is known as its own', async () => {
  stage.account.faults.inject({ service: 'lightsail', operation, effect: { type: 'lose-answer' }, times: 1 });
  expect(await stage.send(stage.event('Create', {}))).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.snapshots().length).toBe(1);
});

test('a process that died after the call resumes', async () => {
  const event = stage.event('Create', {});
  // What the first go would have handed on is lost with its process; a minute later Lambda sends the event again.
  await stage.invokeAndDie(event);
  await stage.advanceTo(START + MINUTE);
  expect(await stage.send(event)).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.snapshots().length).toBe(1);
});

test('a name that is taken by something foreign: nothing of it is touched, then or later', async () => {
  stage.lightsail.instantly(REGION, operation, { relationalDatabaseName: 'db', relationalDatabaseSnapshotName: 'mine' });
  const answer = await stage.send(stage.event('Create', { SnapshotName: 'mine' }));
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/'mine' exists already and was not made by this resource.*choose another/) });
  expect(answer?.PhysicalResourceId).toMatch(/nothing-created/);
  const calls = stage.calls.length;
  expect(await stage.send(stage.event('Delete', { SnapshotName: 'mine' }, { PhysicalResourceId: answer?.PhysicalResourceId }))).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.calls.length).toBe(calls);
  expect(stage.snapshots().map(({ name }) => name)).toEqual(['mine']);
});

test('a name that another kind of resource has', async () => {
  const answer = await stage.send(stage.event('Create', { SnapshotName: 'db' }));
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/A Lightsail resource named 'db' exists already/) });
  expect(answer?.PhysicalResourceId).toMatch(/nothing-created/);
});

test('a snapshot that an earlier life of this resource left has the name: it stays, and the Delete of the failure leaves it, too', async () => {
  const first = await stage.send(stage.event('Create', { SnapshotName: 'mine' }));
  const answer = await stage.send(stage.event('Create', { SnapshotName: 'mine' }));
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/an earlier deployment of this resource made it/) });
  await stage.send(stage.event('Delete', { SnapshotName: 'mine' }, { PhysicalResourceId: answer?.PhysicalResourceId }));
  expect(stage.snapshots().map(({ name }) => name)).toEqual([first?.PhysicalResourceId]);
});

test('Lightsail fails the snapshot: its own reason is answered, and the Delete that follows removes what is left', async () => {
  stage.account.faults.inject({ service: 'lightsail', operation, effect: { type: 'fail-operation', code: 'InternalError', details: 'disk is broken' } });
  const answer = await stage.send(stage.event('Create', {}));
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/InternalError.*disk is broken/) });
  const snapshots = stage.snapshots();
  expect(snapshots.map(({ name }) => name)).toEqual([answer?.PhysicalResourceId]);
  stage.resources.set('Release', { status: 'DELETE_IN_PROGRESS', physicalId: answer?.PhysicalResourceId });
  expect(await stage.send(stage.event('Delete', {}, { PhysicalResourceId: answer?.PhysicalResourceId }))).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.snapshots()).toEqual([]);
});

test('the reason is found by the snapshot where the answer with the operation was lost', async () => {
  stage.account.faults.inject({ service: 'lightsail', operation, effect: { type: 'fail-operation', code: 'InternalError', details: 'disk is broken' }, times: 1 });
  const event = stage.event('Create', {});
  await stage.invokeAndDie(event);
  await stage.advanceTo(START + 20 * SECOND);
  expect(await stage.send(event)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/disk is broken/) });
});

test('an operation that never ends: a clear text before the time-out, and nothing waits any more', async () => {
  stage.account.faults.inject({ service: 'lightsail', operation, effect: { type: 'endless-operation' } });
  const answer = await stage.send(stage.event('Create', {}));
  expect(answer).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringMatching(/Timed out after 1[78]\d\d s.*last seen: operation Started.*Lightsail goes on.*longer timeout/),
  });
  expect(answer?.at).toBeLessThanOrEqual(START + 30 * MINUTE);
  expect(answer?.at).toBeGreaterThan(START + 29 * MINUTE);
  expect(stage.waiting).toBe(0);
  expect(answer?.PhysicalResourceId).toBe(stage.snapshots()[0].name);
});

test('throttled throughout: it comes back later and later, and says so in the end', async () => {
  stage.account.faults.inject({ service: 'lightsail', effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' } });
  const answer = await stage.send(stage.event('Create', {}));
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/Timed out.*ThrottlingException: Rate exceeded/) });
  expect(answer?.PhysicalResourceId).toMatch(/^db-/);
  expect(stage.invocations).toBeLessThan(80);
});

test('throttled for a while', async () => {
  stage.account.faults.inject({ service: 'lightsail', effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, times: 5 });
  expect(await stage.send(stage.event('Create', {}))).toMatchObject({ Status: 'SUCCESS' });
});

test('a permission that has not spread yet is waited for; one that never comes is an error after two minutes', async () => {
  stage.account.faults.inject({ service: 'lightsail', effect: { type: 'error', code: 'AccessDeniedException', message: 'not authorized', status: 403 }, times: 3 });
  expect(await stage.send(stage.event('Create', {}))).toMatchObject({ Status: 'SUCCESS' });
  stage.account.faults.inject({ service: 'lightsail', effect: { type: 'error', code: 'AccessDeniedException', message: 'not authorized', status: 403 } });
  const began = stage.account.clock.now();
  const answer = await stage.send(stage.event('Create', {}));
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/AccessDeniedException: not authorized \(step 'find-source'.*policies/) });
  expect(answer?.at).toBeLessThan(began + 5 * MINUTE);
});

test('no such source', async () => {
  const answer = await stage.send(stage.event('Create', { SourceName: 'gone' }));
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/no database 'gone'/) });
  expect(answer?.PhysicalResourceId).toMatch(/nothing-created/);
  expect(stage.invocations).toBe(1);
});

test('a cancelled creation removes what it made, and answers all the same', async () => {
  await stage.invoke(stage.event('Create', {}));
  await stage.settle(START + MINUTE);
  stage.resources.set('Release', { status: 'DELETE_IN_PROGRESS', physicalId: 'shop-Release-ABCDEF123456' });
  await stage.settle();
  expect(stage.snapshots()).toEqual([]);
  expect(stage.answers).toMatchObject([{ Status: 'FAILED', Reason: expect.stringMatching(/no longer waiting for this Create.*DELETE_IN_PROGRESS.*was removed/) }]);
});

test('wrong properties fail at once', async () => {
  const answer = await stage.send(stage.event('Create', { Colour: 'red' }));
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/Unknown property Colour.*known: .*SourceKind/) });
  expect(stage.calls).toEqual([]);
});

test.each([
  [{ SnapshotName: '-x' }, /2 to 255 letters/],
  [{ SnapshotName: 'a\n-b' }, /2 to 255 letters/],
  [{ SnapshotName: 'shop_db' }, /got "shop_db", expected 2 to 255 letters, digits and hyphens, with a letter or digit at either end/],
  [{ SnapshotName: 'shop.db' }, /2 to 255 letters, digits and hyphens/],
  [{ SnapshotName: 'ab', Trigger: '1' }, /both SnapshotName and Trigger/],
  [{ SourceKind: 'instance' }, /expected one of database/],
  [{ TimeoutSeconds: '4000' }, /from 1 to 3300/],
])('%j is refused', async (properties, reason) => {
  expect(await stage.send(stage.event('Create', properties))).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(reason) });
});

test('a resource type of another version', async () => {
  const answer = await stage.send(stage.event('Create', {}, { ResourceType: 'Custom::LightsailNew' }));
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/Unknown resource type Custom::LightsailNew; known: .*same version/) });
});

test('a function that crashes each time is told about, and the snapshot is named for its removal', async () => {
  await stage.invoke(stage.event('Create', {}));
  await stage.crash('{"errorType":"Runtime.ExitError","errorMessage":"Runtime exited"}');
  const [answer] = stage.answers;
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/failed repeatedly: Runtime.ExitError: Runtime exited/) });
  expect(answer.PhysicalResourceId).toBe(stage.snapshots()[0].name);
  expect(stage.waiting).toBe(0);
});

test('an answer that is not taken is delivered later by the waiter', async () => {
  stage.refusals.push(500, 500, 500, 500, 503, 503, 503, 503);
  const answer = await stage.send(stage.event('Create', { SourceName: 'gone' }));
  expect(answer).toMatchObject({ Status: 'FAILED' });
  expect(stage.invocations).toBe(3);
});

test('a waiter that cannot be started: the first try is answered, and the Delete that follows removes what was made', async () => {
  stage.waiterError = new AwsError('AccessDeniedException', 'not authorized', 403);
  const answer = await stage.send(stage.event('Create', {}));
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/waiter.*could not be started: AccessDeniedException/) });
  expect(answer?.PhysicalResourceId).toBe(stage.snapshots()[0].name);
});

test('an event that comes late is tried no less often', async () => {
  const event = stage.event('Create', {});
  await stage.advanceTo(START + 3 * MINUTE);
  stage.waiterError = new AwsError('ServiceUnavailable', 'busy', 503);
  stage.sleep = async () => { if (stage.waiterStarts > 3) stage.waiterError = undefined; };
  expect(await stage.send(event)).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.waiterStarts).toBe(5);
});

test('neither the response URL nor properties are logged', async () => {
  await stage.send(stage.event('Create', { Tags: [{ Key: 'secret', Value: 'hush' }] }));
  expect(stage.lines.length).toBeGreaterThan(5);
  expect(stage.lines.join('\n')).not.toMatch(/X-Amz|5ec2e7|s3\.amazonaws|hush|AKIALOCAL/);
  for (const line of stage.lines) expect(JSON.parse(line)).toMatchObject({ request: 'Create', logicalId: 'Release' });
});
