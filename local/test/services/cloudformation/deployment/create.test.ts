import type { JsonObject } from '../../../../src/core/json';
import { custom, REGION, thing, Workbench } from '../workbench';

test('resources are created as soon as what they need is there, side by side', async () => {
  const bench = new Workbench();
  const outcome = await bench.deploy({
    A: thing({ Seconds: 9 }),
    B: thing({ Seconds: 9 }),
    C: thing({ Link: { 'Fn::GetAtt': ['A', 'Endpoint.Address'] }, Links: [{ Ref: 'B' }] }),
  }, { Outputs: { Address: { Value: { 'Fn::Sub': '${C.Arn}!' } } } });
  expect(outcome).toMatchObject({ result: 'deployed', status: 'CREATE_COMPLETE', outputs: [{ name: 'Address', value: 'arn:thing-3!' }] });
  expect(bench.log()).toEqual([
    'App CREATE_IN_PROGRESS', 'A CREATE_IN_PROGRESS', 'B CREATE_IN_PROGRESS',
    'A CREATE_IN_PROGRESS', 'A CREATE_COMPLETE', 'B CREATE_IN_PROGRESS', 'B CREATE_COMPLETE',
    'C CREATE_IN_PROGRESS', 'C CREATE_IN_PROGRESS', 'C CREATE_COMPLETE', 'App CREATE_COMPLETE',
  ]);
  expect(bench.reasons('C')).toEqual([undefined, 'Resource creation Initiated', undefined]);
  expect(bench.things.existing.get('thing-3')).toEqual({ Link: 'thing-1.example.com', Links: ['thing-2'] });
  const [first, last] = [bench.events[0], bench.events.at(-1)];
  expect((last?.timestamp ?? 0) - (first?.timestamp ?? 0)).toBe(12_000);
});

test('what is refused beforehand leaves nothing behind', async () => {
  const bench = new Workbench();
  await expect(bench.deploy({ A: thing(), B: { Type: 'AWS::No::Such' } })).rejects.toThrow('Template format error: Unrecognized resource types: [AWS::No::Such]');
  await expect(bench.deploy({ A: thing(), B: thing({ Strange: 1 }) })).rejects.toThrow('Encountered unsupported property Strange');
  await expect(bench.deploy({ A: thing(), B: thing({ Link: { 'Fn::GetAtt': ['A', 'Strange'] } }) }))
    .rejects.toThrow('Template error: resource A does not support attribute type Strange in Fn::GetAtt');
  await expect(bench.deploy({ A: thing({}, { DeletionPolicy: 'Snapshot' }) })).rejects.toThrow('does not know the policy Snapshot');
  await expect(bench.deploy({ A: { Type: 'Custom::Widget' } })).rejects.toThrow('ServiceToken');
  await expect(bench.deploy({ A: thing() }, {}, '1App')).rejects.toThrow('stackName');
  expect(bench.events).toEqual([]);
  expect(bench.things.history).toEqual([]);
  expect(await bench.destroy()).toMatchObject({ result: 'absent' });
});

test('a failed creation cancels what is under way, awaits it and deletes everything in reverse', async () => {
  const bench = new Workbench();
  const outcome = await bench.deploy({
    Base: thing(),
    Slow: thing({ Seconds: 20, Link: { Ref: 'Base' } }),
    Broken: thing({ Fail: 'no luck', Link: { Ref: 'Base' } }),
    Never: thing({ Link: { Ref: 'Broken' } }),
  });
  expect(outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE', reason: 'Broken (AWS::Test::Thing): no luck' });
  expect(bench.log().slice(4)).toEqual([
    'Slow CREATE_IN_PROGRESS', 'Broken CREATE_IN_PROGRESS', 'Broken CREATE_FAILED', 'Slow CREATE_FAILED', 'App ROLLBACK_IN_PROGRESS',
    'Slow DELETE_IN_PROGRESS', 'Broken DELETE_COMPLETE', 'Slow DELETE_COMPLETE', 'Base DELETE_IN_PROGRESS', 'Base DELETE_COMPLETE',
    'App ROLLBACK_COMPLETE',
  ]);
  expect(bench.reasons('Slow')).toContain('Resource creation cancelled');
  expect(bench.reasons('App')[1]).toBe('The following resource(s) failed to create: [Broken, Slow]. Rollback requested by user.');
  expect(bench.things.existing.size).toBe(0);
});

test('a resource that failed half-made is deleted, and a stack whose creation failed is replaced by the next deployment', async () => {
  const bench = new Workbench();
  expect((await bench.deploy({ A: thing({ Fail: 'half-made' }) })).status).toBe('ROLLBACK_COMPLETE');
  expect(bench.things.existing.size).toBe(0);
  const outcome = await bench.deploy({ A: thing() });
  expect(outcome.status).toBe('CREATE_COMPLETE');
  expect(bench.log()[1]).toBe('App DELETE_COMPLETE');
});

test('a rollback keeps what DeletionPolicy retains, but not with RetainExceptOnCreate', async () => {
  const bench = new Workbench();
  await bench.deploy({
    Kept: thing({}, { DeletionPolicy: 'Retain' }),
    Dropped: thing({}, { DeletionPolicy: 'RetainExceptOnCreate' }),
    Broken: thing({ Fail: 'no luck' }, { DependsOn: ['Kept', 'Dropped'] }),
  });
  expect(bench.log()).toEqual(expect.arrayContaining(['Kept DELETE_SKIPPED', 'Dropped DELETE_COMPLETE']));
  expect([...bench.things.existing.keys()]).toEqual(['thing-1']);
});

test('a rollback that fails names what could not be deleted, and not what it never tried', async () => {
  const bench = new Workbench();
  bench.things.failDeletes = 1;
  const outcome = await bench.deploy({
    Base: thing(),
    Middle: thing({ FailDelete: 'stuck' }, { DependsOn: 'Base' }),
    Top: thing({ Fail: 'no luck' }, { DependsOn: 'Middle' }),
  });
  expect(outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_FAILED' });
  expect(bench.log()).not.toContain('Base DELETE_IN_PROGRESS');
  expect(bench.reasons('App')).toContain('The following resource(s) failed to delete: [Middle]. ');
});

test('a rollback that fails says so, and the stack can be deleted', async () => {
  const bench = new Workbench();
  bench.things.failDeletes = 1;
  const outcome = await bench.deploy({ A: thing({ FailDelete: 'stuck' }), B: thing({ Fail: 'no luck' }, { DependsOn: 'A' }) });
  expect(outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_FAILED' });
  expect((await bench.destroy()).status).toBe('DELETE_COMPLETE');
  expect(bench.things.existing.size).toBe(0);
});

test('deleting a stack while it is being created gives the creation up', async () => {
  const bench = new Workbench();
  bench.reply = ({ RequestType }) => RequestType === 'Create' ? undefined : { body: { PhysicalResourceId: 'x' } };
  const { clock } = bench.account;
  const creation = bench.begin({ Base: thing(), Widget: custom({}, { DependsOn: 'Base' }) });
  await clock.advance(60_000);
  expect(bench.asked()).toEqual(['Create Widget']);
  const deletion = bench.cloudFormation.deployer.destroy('App', REGION);
  expect(await clock.runUntil(deletion)).toMatchObject({ result: 'deleted', status: 'DELETE_COMPLETE' });
  expect((await creation).result).toBe('failed');
  expect(bench.asked()[1]).toMatch(/^Delete Widget App-Widget-[A-Z0-9]{12}$/);
  expect(bench.things.existing.size).toBe(0);
});

test('the state is plain data that another process takes up', async () => {
  const bench = new Workbench();
  await bench.deploy({ A: thing({ Size: 1 }), W: custom({ Size: 1 }) });
  const next = new Workbench(JSON.parse(JSON.stringify(bench.account.state)) as typeof bench.account.state);
  expect((await next.deploy({ A: thing({ Size: 2 }), W: custom({ Size: 1 }) })).status).toBe('UPDATE_COMPLETE');
  expect(next.things.history).toEqual(['update A thing-1 2']);
  expect(next.requests).toEqual([]);
});

test('fifty resources are created side by side', async () => {
  const bench = new Workbench();
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`W${index}`, custom({ Number: index })]));
  expect((await bench.deploy(many)).status).toBe('CREATE_COMPLETE');
  expect(bench.requests).toHaveLength(50);
  expect((bench.events.at(-1)?.timestamp ?? 0) - (bench.events[0]?.timestamp ?? 0)).toBe(100);
});

test('a template that is too big is refused', async () => {
  const many = (count: number, value: JsonObject) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`X${index}`, value]));
  const bench = new Workbench();
  await expect(bench.deploy(many(501, thing()))).rejects.toThrow('Number of resources, 501, is greater than maximum allowed, 500');
  await expect(bench.deploy({ A: thing() }, { Outputs: many(201, { Value: 'x' }) })).rejects.toThrow('Number of outputs, 201, is greater than maximum allowed, 200');
  await expect(bench.deploy({ A: thing() }, { Parameters: many(201, { Type: 'String', Default: 'x' }) })).rejects.toThrow('greater than maximum allowed, 200');
  await expect(bench.deploy({ A: thing() }, { Description: 'x'.repeat(1025) })).rejects.toThrow("'Description' length is greater than 1024");
  expect((await bench.deploy({ A: thing() }, { Description: 'x'.repeat(1024), Outputs: many(200, { Value: 'x' }) })).status).toBe('CREATE_COMPLETE');
});
