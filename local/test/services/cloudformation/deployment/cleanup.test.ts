import { custom, REGION, thing, Workbench } from '../workbench';

const RETAINED = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain', DependsOn: 'Guard' };

/** A stack whose `Data` depends on a custom resource: what a function that deletes the `Guard` sees of `Data`. */
async function seenByGuard(update: Parameters<Workbench['deploy']>[0]): Promise<Record<string, unknown>> {
  const bench = new Workbench();
  await bench.deploy({ Guard: custom({}), Data: thing({ Name: '1' }, RETAINED), Other: thing() });
  const call = async (operation: string, input: Record<string, unknown>) => (await bench.account.call({
    service: 'cloudformation', region: REGION, operation, input: { StackName: 'App', ...input }, caller: bench.account.root,
  })).output;
  let seen: Promise<Record<string, unknown>> | undefined;
  bench.reply = ({ RequestType, PhysicalResourceId }) => {
    if (RequestType !== 'Delete') return { body: { PhysicalResourceId: 'guard-2' } };
    seen = Promise.all([
      call('DescribeStacks', {}), call('DescribeStackResource', { LogicalResourceId: 'Data' }), call('GetTemplate', { TemplateStage: 'Processed' }),
    ]).then(([{ Stacks }, { StackResourceDetail }, { TemplateBody }]) => ({
      stack: (Stacks as Array<{ StackStatus: string }>)[0].StackStatus,
      resource: StackResourceDetail,
      template: Object.keys((JSON.parse(String(TemplateBody)) as { Resources: object }).Resources),
    }));
    return { body: { PhysicalResourceId } };
  };
  await bench.deploy(update);
  return await seen ?? {};
}

test('what left the template and is retained has been skipped before what it depended on is deleted', async () => {
  expect(await seenByGuard({ Other: thing() })).toMatchObject({
    stack: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    resource: { ResourceStatus: 'DELETE_SKIPPED', PhysicalResourceId: 'thing-2' },
    template: ['Other'],
  });
});

test('what was replaced has its new id', async () => {
  expect(await seenByGuard({ Guard: custom({ Changed: 'yes' }), Data: thing({ Name: '2' }, RETAINED), Other: thing() })).toMatchObject({
    stack: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    resource: { ResourceStatus: 'UPDATE_COMPLETE', PhysicalResourceId: 'thing-3' },
    template: ['Guard', 'Data', 'Other'],
  });
});

test('what stays in the template is there', async () => {
  expect(await seenByGuard({ Data: thing({ Name: '1' }), Other: thing() })).toMatchObject({
    stack: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    resource: { ResourceStatus: 'CREATE_COMPLETE', PhysicalResourceId: 'thing-2' },
    template: ['Data', 'Other'],
  });
});
