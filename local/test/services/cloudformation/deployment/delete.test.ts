import { custom, REGION, thing, Workbench } from '../workbench';

test('resources go in reverse, retained ones stay', async () => {
  const bench = new Workbench();
  await bench.deploy({
    A: thing(),
    B: thing({ Link: { Ref: 'A' } }),
    C: thing({}, { DeletionPolicy: 'Retain', DependsOn: 'B' }),
  });
  expect(await bench.destroy()).toMatchObject({ result: 'deleted', status: 'DELETE_COMPLETE' });
  expect(bench.log()).toEqual([
    'App DELETE_IN_PROGRESS', 'C DELETE_SKIPPED', 'B DELETE_IN_PROGRESS', 'B DELETE_COMPLETE', 'A DELETE_IN_PROGRESS', 'A DELETE_COMPLETE',
    'App DELETE_COMPLETE',
  ]);
  expect([...bench.things.existing.keys()]).toEqual(['thing-3']);
});

test('what cannot be deleted keeps what it needs, and the next attempt goes on from there', async () => {
  const bench = new Workbench();
  bench.reply = ({ RequestType }) => ({ body: { PhysicalResourceId: 'w', ...(RequestType === 'Delete' ? { Status: 'FAILED', Reason: 'not yet' } : {}) } });
  await bench.deploy({ Source: thing(), Final: custom({ Source: { Ref: 'Source' } }), Other: thing() });
  const outcome = await bench.destroy();
  expect(outcome).toMatchObject({ result: 'failed', status: 'DELETE_FAILED' });
  expect(outcome.reason).toMatch(/^Final \(Custom::Widget\): Received response status \[FAILED\] from custom resource. Message returned: not yet/);
  expect(bench.reasons('App').at(-1)).toBe('The following resource(s) failed to delete: [Final]. ');
  expect([...bench.things.existing.keys()]).toEqual(['thing-1']);
  await expect(bench.deploy({ Source: thing() })).rejects.toThrow('is in DELETE_FAILED state and can not be updated.');
  bench.reply = () => ({ body: { PhysicalResourceId: 'w' } });
  expect((await bench.destroy()).status).toBe('DELETE_COMPLETE');
  expect(bench.log()).not.toContain('Other DELETE_IN_PROGRESS');
  expect(bench.things.existing.size).toBe(0);
});

test('termination protection is honoured', async () => {
  const bench = new Workbench();
  const { deployer } = bench.cloudFormation;
  const stack = { stackName: 'App', region: REGION, template: { Resources: { A: thing() } } };
  await bench.account.clock.runUntil(deployer.deploy({ ...stack, terminationProtection: true }));
  await expect(bench.destroy()).rejects.toThrow('Stack [App] cannot be deleted while TerminationProtection is enabled');
  await bench.account.clock.runUntil(deployer.deploy({ ...stack, terminationProtection: false }));
  expect((await bench.destroy()).result).toBe('deleted');
});
