import { custom, REGION, thing, Workbench } from '../workbench';

test('only what changed is updated, and nothing at all if nothing did', async () => {
  const bench = new Workbench();
  await bench.deploy({ A: thing({ Size: 1 }), B: thing({ Size: 1 }) });
  expect(await bench.deploy({ A: thing({ Size: 1 }), B: thing({ Size: 1 }) })).toMatchObject({ result: 'unchanged', status: 'CREATE_COMPLETE' });
  expect(bench.events).toEqual([]);
  expect((await bench.deploy({ A: thing({ Size: 2 }), B: thing({ Size: 1 }) })).status).toBe('UPDATE_COMPLETE');
  expect(bench.log()).toEqual([
    'App UPDATE_IN_PROGRESS', 'A UPDATE_IN_PROGRESS', 'A UPDATE_COMPLETE', 'App UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'App UPDATE_COMPLETE',
  ]);
});

test('a replacement is made first, what refers to it follows, the old one goes in the cleanup, dependents first', async () => {
  const bench = new Workbench();
  await bench.deploy({ A: thing({ Name: 'a' }), B: thing({ Name: 'b', Link: { Ref: 'A' } }), C: thing({ Link: { Ref: 'B' } }), D: thing() });
  await bench.deploy({ A: thing({ Name: 'a2' }), B: thing({ Name: 'b2', Link: { Ref: 'A' } }), C: thing({ Link: { Ref: 'B' } }) });
  expect(bench.log()).toEqual([
    'App UPDATE_IN_PROGRESS',
    'A UPDATE_IN_PROGRESS', 'A UPDATE_IN_PROGRESS', 'A UPDATE_COMPLETE',
    'B UPDATE_IN_PROGRESS', 'B UPDATE_IN_PROGRESS', 'B UPDATE_COMPLETE',
    'C UPDATE_IN_PROGRESS', 'C UPDATE_COMPLETE',
    'App UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    'D DELETE_IN_PROGRESS', 'B DELETE_IN_PROGRESS', 'D DELETE_COMPLETE', 'B DELETE_COMPLETE', 'A DELETE_IN_PROGRESS', 'A DELETE_COMPLETE',
    'App UPDATE_COMPLETE',
  ]);
  expect(bench.reasons('A').slice(0, 2)).toEqual([
    'Requested update requires the creation of a new physical resource; hence creating one.', 'Resource creation Initiated',
  ]);
  expect(bench.things.existing.size).toBe(3);
});

test('policies: a retained old one stays, a removed one too, and RetainExceptOnCreate only fails to protect what is new', async () => {
  const bench = new Workbench();
  await bench.deploy({
    Replaced: thing({ Name: '1' }),
    Removed: thing({}, { DeletionPolicy: 'RetainExceptOnCreate' }),
    Other: thing(),
  });
  await bench.deploy({ Replaced: thing({ Name: '2' }, { UpdateReplacePolicy: 'Retain' }), Other: thing() });
  expect(bench.log()).toEqual(expect.arrayContaining(['Replaced DELETE_SKIPPED', 'Removed DELETE_SKIPPED']));
  expect(bench.things.existing.size).toBe(4);
  await bench.deploy({
    Replaced: thing({ Name: '2' }, { UpdateReplacePolicy: 'Retain' }),
    Other: thing({ FailUpdate: 'no' }, { DependsOn: ['New', 'Kept'] }),
    New: thing({}, { DeletionPolicy: 'RetainExceptOnCreate' }),
    Kept: thing({}, { DeletionPolicy: 'Retain' }),
  });
  expect(bench.log()).toEqual(expect.arrayContaining(['New DELETE_COMPLETE', 'Kept DELETE_SKIPPED', 'App UPDATE_ROLLBACK_COMPLETE']));
  expect(bench.things.existing.size).toBe(5);
});

test('a cleanup that fails is tried three times and does not fail the stack', async () => {
  const bench = new Workbench();
  await bench.deploy({ Base: thing(), Gone: thing({ FailDelete: 'stuck', Link: { Ref: 'Base' } }), Other: thing() });
  bench.things.failDeletes = 99;
  expect((await bench.deploy({ Other: thing() })).status).toBe('UPDATE_COMPLETE');
  expect(bench.log().filter((line) => line === 'Gone DELETE_FAILED')).toHaveLength(3);
  expect(bench.log()).toContain('Base DELETE_COMPLETE');
  expect([...bench.things.existing.keys()].sort()).toEqual(['thing-2', 'thing-3']);
});

test('a failed update is taken back: in place, replaced, new and untouched resources', async () => {
  const bench = new Workbench();
  const before = { InPlace: thing({ Size: 1 }), Replaced: thing({ Name: 'a' }), Same: thing(), Removed: thing(), Broken: thing({ Size: 1 }) };
  await bench.deploy(before);
  bench.things.history.length = 0;
  const outcome = await bench.deploy({
    InPlace: thing({ Size: 2 }),
    Replaced: thing({ Name: 'b' }),
    Same: thing(),
    New: thing({ Link: { Ref: 'Replaced' } }),
    Broken: thing({ Size: 2, FailUpdate: 'no luck' }, { DependsOn: ['InPlace', 'New'] }),
  });
  expect(outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE', reason: 'Broken (AWS::Test::Thing): no luck' });
  expect(bench.reasons('App')[1]).toBe('The following resource(s) failed to update: [Broken]. ');
  expect(bench.things.history).toEqual([
    'update InPlace thing-1 2', 'create Replaced', 'create New', 'update Broken thing-5 2',
    'update InPlace thing-1 1', 'update Broken thing-5 1',
    'delete New thing-7', 'delete Replaced thing-6',
  ]);
  expect([...bench.things.existing.keys()].sort()).toEqual(['thing-1', 'thing-2', 'thing-3', 'thing-4', 'thing-5']);
  expect(await bench.deploy(before)).toMatchObject({ result: 'unchanged' });
});

test('a failed update takes back policies, also where they were all that changed', async () => {
  const bench = new Workbench();
  await bench.deploy({ Same: thing(), Changed: thing({ Size: 1 }), Broken: thing() });
  await bench.deploy({
    Same: thing({}, { DeletionPolicy: 'Retain' }),
    Changed: thing({ Size: 2 }, { DeletionPolicy: 'Retain' }),
    Broken: thing({ FailUpdate: 'no luck' }, { DependsOn: ['Same', 'Changed'] }),
  });
  expect((await bench.destroy()).status).toBe('DELETE_COMPLETE');
  expect(bench.things.existing.size).toBe(0);
});

test('a rollback that fails leaves a stack that can only be deleted, with all that was made', async () => {
  const bench = new Workbench();
  bench.reply = ({ RequestType }) => ({ body: { PhysicalResourceId: 'w', ...(RequestType === 'Update' ? { Status: 'FAILED', Reason: 'no' } : {}) } });
  await bench.deploy({ Widget: custom({ Size: 1 }), Thing: thing({ Name: 'a' }) });
  const outcome = await bench.deploy({ Widget: custom({ Size: 2 }, { DependsOn: ['New', 'Thing'] }), New: thing(), Thing: thing({ Name: 'b' }) });
  expect(outcome.status).toBe('UPDATE_ROLLBACK_FAILED');
  await expect(bench.deploy({ Thing: thing() })).rejects.toThrow('is in UPDATE_ROLLBACK_FAILED state and can not be updated.');
  expect((await bench.destroy()).status).toBe('DELETE_COMPLETE');
  expect(bench.things.existing.size).toBe(0);
});

test('cancelUpdate rolls back at once', async () => {
  const bench = new Workbench();
  await bench.deploy({ Widget: custom({ Size: 1 }), Slow: thing({ Size: 1, Seconds: 30 }) });
  bench.requests.length = 0;
  bench.reply = ({ ResourceProperties }) => ResourceProperties.Size === '2' ? undefined : { body: { PhysicalResourceId: 'custom-Widget' } };
  const { clock } = bench.account;
  const update = bench.begin({ Widget: custom({ Size: 2 }), Slow: thing({ Size: 2, Seconds: 30 }), Later: thing({}, { DependsOn: 'Widget' }) });
  await clock.advance(10_000);
  bench.cloudFormation.deployer.cancelUpdate('App', REGION);
  expect(await clock.runUntil(update)).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE', reason: 'User Initiated' });
  expect(bench.reasons('Widget')[1]).toBe('Resource update cancelled');
  expect(bench.reasons('Slow')[1]).toBe('Resource update cancelled');
  expect(bench.asked()).toEqual(['Update Widget custom-Widget', 'Update Widget custom-Widget']);
  expect(bench.requests[1]).toMatchObject({ ResourceProperties: { Size: '1' }, OldResourceProperties: { Size: '2' } });
  expect(bench.things.existing.get('thing-1')).toMatchObject({ Size: 1 });
  expect(bench.log()).not.toContain('Later CREATE_IN_PROGRESS');
  expect(() => bench.cloudFormation.deployer.cancelUpdate('App', REGION)).toThrow('CancelUpdateStack cannot be called');
});

test('a resource keeps its type', async () => {
  const bench = new Workbench();
  await bench.deploy({ A: thing() });
  await expect(bench.deploy({ A: custom() })).rejects.toThrow('Update of resource type is not permitted.');
});
