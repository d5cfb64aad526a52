import { REGION, Stage } from '../support/stage';

let stage: Stage;
const final = { ResourceType: 'Custom::LightsailFinalSnapshot', LogicalResourceId: 'Final' };
const PhysicalResourceId = 'final-snapshot-of-database-db';

beforeEach(() => {
  stage = new Stage();
  stage.lightsail.seedDatabase(REGION, 'db');
  stage.resources.set('Final', { status: 'DELETE_IN_PROGRESS', physicalId: PhysicalResourceId });
  stage.stack = 'DELETE_IN_PROGRESS';
});

test('nothing happens on creation and update', async () => {
  expect(await stage.send(stage.event('Create', {}, final))).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
  expect(await stage.send(stage.event('Update', { Tags: [{ Key: 'a', Value: 'b' }] }, { ...final, PhysicalResourceId }))).toMatchObject({ PhysicalResourceId });
  expect(stage.calls).toEqual([]);
  expect(stage.invocations).toBe(2);
});

test('another source is another resource, so that the old one gets its snapshot', async () => {
  expect(await stage.send(stage.event('Update', { SourceName: 'db2' }, { ...final, PhysicalResourceId })))
    .toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'final-snapshot-of-database-db2' });
});

test.each(['DELETE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'])('in %s the snapshot is taken, and only then the answer given', async (status) => {
  stage.stack = status;
  const event = stage.event('Delete', { Tags: [{ Key: 'team', Value: 'shop' }] }, { ...final, PhysicalResourceId });
  expect(await stage.send(event)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
  expect(stage.snapshots()).toMatchObject([{ name: expect.stringMatching(/^db-final-[0-9a-f]{10}$/), state: 'available', tags: { team: 'shop' } }]);
});

test.each(['ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'])('in %s nothing is taken', async (status) => {
  stage.stack = status;
  expect(await stage.send(stage.event('Delete', {}, { ...final, PhysicalResourceId }))).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.snapshots()).toEqual([]);
});

test('a source that is gone needs no snapshot', async () => {
  expect(await stage.send(stage.event('Delete', { SourceName: 'gone' }, { ...final, PhysicalResourceId }))).toMatchObject({ Status: 'SUCCESS' });
});

test('a Create that never named its source has nothing to take', async () => {
  const made = { ...final, PhysicalResourceId: 'shop-Final-1A2B3C4D5E6F' };
  expect(await stage.send(stage.event('Delete', {}, made))).toMatchObject({ Status: 'SUCCESS' });
  expect(stage.snapshots()).toEqual([]);
});

test('if Lightsail fails the snapshot, the deletion stops', async () => {
  stage.account.faults.inject({
    service: 'lightsail', operation: 'CreateRelationalDatabaseSnapshot', effect: { type: 'fail-operation', code: 'Broken', details: 'no luck' },
  });
  expect(await stage.send(stage.event('Delete', {}, { ...final, PhysicalResourceId })))
    .toMatchObject({ Status: 'FAILED', PhysicalResourceId, Reason: expect.stringMatching(/Broken.*no luck/) });
});

test('a database that is stopped: said at once, with what to do', async () => {
  stage.lightsail.instantly(REGION, 'StopRelationalDatabase', { relationalDatabaseName: 'db' });
  expect(await stage.send(stage.event('Delete', {}, { ...final, PhysicalResourceId })))
    .toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/^The database 'db' is stopped.* It was kept\. Start it and delete the stack again/) });
  expect(stage.invocations).toBe(1);
});

test('the same Delete twice takes one snapshot', async () => {
  const event = stage.event('Delete', {}, { ...final, PhysicalResourceId });
  await stage.invoke(event);
  await stage.invoke(event);
  await stage.settle();
  expect(stage.snapshots().length).toBe(1);
  expect(stage.answers.length).toBe(1);
});

describe('a source that is the function\'s to delete', () => {
  const protectedBy = { SourceLogicalId: 'Database', DeleteSource: 'true' };
  const databases = () => stage.lightsail.inventory(REGION).filter(({ kind }) => kind === 'RelationalDatabase').map(({ name }) => name);
  const tag = () => stage.lightsail.instantly(REGION, 'TagResource', {
    resourceName: 'db', tags: [{ key: 'cdk-lightsail:final-snapshot', value: stage.event('Delete', {}).StackId }],
  });

  test('goes after its snapshot', async () => {
    tag();
    expect(await stage.send(stage.event('Delete', protectedBy, { ...final, PhysicalResourceId }))).toMatchObject({ Status: 'SUCCESS' });
    expect([databases(), stage.snapshots().length]).toEqual([[], 1]);
  });

  test.each([
    ['lacks the tag', () => undefined],
    ['is in the template, and the stack cleans up', () => {
      tag();
      stage.stack = 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
      stage.template = ['Database'];
    }],
    ['is not known, nor is the template', () => {
      tag();
      stage.stack = 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
    }],
  ])('stays if it %s', async (_, prepare) => {
    prepare();
    expect(await stage.send(stage.event('Delete', protectedBy, { ...final, PhysicalResourceId }))).toMatchObject({ Status: 'SUCCESS' });
    expect([databases(), stage.snapshots().length]).toEqual([['db'], 1]);
    expect(stage.lines.join('\n')).toContain('"decision":"keep-source"');
  });

  test('that another source has the name of is not touched', async () => {
    tag();
    const stop = stage.account.clock.at(stage.account.clock.now() + 400_000, () => {
      stage.lightsail.instantly(REGION, 'DeleteRelationalDatabase', { relationalDatabaseName: 'db', skipFinalSnapshot: true });
      stage.lightsail.seedDatabase(REGION, 'db');
      tag();
    });
    stage.account.faults.inject({
      service: 'lightsail', operation: 'DeleteRelationalDatabase', effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, times: 9,
    });
    const answer = await stage.send(stage.event('Delete', protectedBy, { ...final, PhysicalResourceId }));
    stop();
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('is gone or was replaced') });
    expect(databases()).toEqual(['db']);
  });
});
