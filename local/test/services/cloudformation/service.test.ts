import { custom, REGION, thing, Workbench } from './workbench';

async function call(bench: Workbench, operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { output } = await bench.account.call({ service: 'cloudformation', region: REGION, operation, input, caller: bench.account.root });
  return output;
}

test('stacks are found by name, and by ARN after their deletion', async () => {
  const bench = new Workbench();
  const { stackId } = await bench.deploy({ A: thing() }, { Description: 'words', Outputs: { O: { Value: { Ref: 'A' }, Export: { Name: 'x' } } } });
  expect(await call(bench, 'DescribeStacks', { StackName: 'App' })).toMatchObject({
    Stacks: [{
      StackId: stackId,
      StackName: 'App',
      StackStatus: 'CREATE_COMPLETE',
      Description: 'words',
      CreationTime: new Date('2026-11-21T06:30:00Z'),
      Outputs: [{ OutputKey: 'O', OutputValue: 'thing-1', ExportName: 'x' }],
    }],
  });
  await bench.destroy();
  await expect(call(bench, 'DescribeStacks', { StackName: 'App' })).rejects.toMatchObject({
    code: 'ValidationError', message: 'Stack with id App does not exist', status: 400,
  });
  expect(await call(bench, 'DescribeStacks', { StackName: stackId })).toMatchObject({ Stacks: [{ StackStatus: 'DELETE_COMPLETE' }] });
  expect(await call(bench, 'DescribeStacks', {})).toEqual({ Stacks: [] });
  expect(await call(bench, 'ListStacks', { StackStatusFilter: ['DELETE_COMPLETE'] })).toMatchObject({ StackSummaries: [{ StackId: stackId }] });
  expect(await call(bench, 'ListStacks', { StackStatusFilter: ['CREATE_COMPLETE'] })).toEqual({ StackSummaries: [] });
});

test('parameters are described, secret ones masked, those of the parameter store resolved', async () => {
  const bench = new Workbench();
  const version = '/cdk-bootstrap/hnb659fds/version';
  await bench.deploy({ A: thing({ Link: { Ref: 'Secret' }, Size: { Ref: 'Version' } }) }, {
    Parameters: {
      Secret: { Type: 'String', Default: 'hush', NoEcho: true },
      Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: version },
    },
  });
  expect(bench.things.existing.get('thing-1')).toEqual({ Link: 'hush', Size: '30' });
  expect(await call(bench, 'DescribeStacks', { StackName: 'App' })).toMatchObject({
    Stacks: [{ Parameters: [{ ParameterKey: 'Secret', ParameterValue: '****' }, { ParameterKey: 'Version', ParameterValue: version, ResolvedValue: '30' }] }],
  });
});

test('a function can ask what its stack is doing', async () => {
  const bench = new Workbench();
  const seen: unknown[] = [];
  bench.reply = ({ StackId, LogicalResourceId }) => {
    void call(bench, 'DescribeStacks', { StackName: StackId }).then(({ Stacks }) => seen.push((Stacks as Array<{ StackStatus: string }>)[0]?.StackStatus));
    return { body: { PhysicalResourceId: LogicalResourceId } };
  };
  await bench.deploy({ W: custom({ Size: 1 }) });
  await bench.deploy({ W: custom({ Size: 2 }) });
  await bench.destroy();
  expect(seen).toEqual(['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'DELETE_IN_PROGRESS']);
});

test('resources, the template and events are described, the newest event first, in pages', async () => {
  const bench = new Workbench();
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`A${index}`, thing()]));
  await bench.deploy(many);
  expect(await call(bench, 'DescribeStackResource', { StackName: 'App', LogicalResourceId: 'A0' })).toMatchObject({
    StackResourceDetail: { LogicalResourceId: 'A0', PhysicalResourceId: 'thing-1', ResourceStatus: 'CREATE_COMPLETE', ResourceType: 'AWS::Test::Thing' },
  });
  await expect(call(bench, 'DescribeStackResource', { StackName: 'App', LogicalResourceId: 'B' })).rejects.toThrow('Resource B does not exist for stack App');
  expect((await call(bench, 'DescribeStackResources', { StackName: 'App' })).StackResources).toHaveLength(40);
  expect(JSON.parse(String((await call(bench, 'GetTemplate', { StackName: 'App' })).TemplateBody))).toEqual({ Resources: many });
  const first = await call(bench, 'DescribeStackEvents', { StackName: 'App' });
  expect(first.StackEvents).toHaveLength(100);
  expect((first.StackEvents as unknown[])[0]).toMatchObject({ LogicalResourceId: 'App', ResourceStatus: 'CREATE_COMPLETE' });
  const second = await call(bench, 'DescribeStackEvents', { StackName: 'App', NextToken: first.NextToken });
  expect(second.StackEvents).toHaveLength(22);
  expect(second).not.toHaveProperty('NextToken');
});

test('permissions are asked for a stack by its ARN, and unknown calls are refused', async () => {
  const bench = new Workbench();
  const service = bench.account.service('cloudformation');
  const ask = (operation: string, input: Record<string, unknown>) => service.authorization({
    service: 'cloudformation', region: REGION, operation, input, caller: bench.account.root,
  });
  expect(ask('DescribeStacks', { StackName: 'App' })).toEqual([
    { action: 'cloudformation:DescribeStacks', resource: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/App/*' },
  ]);
  expect(ask('DescribeStacks', { StackName: 'arn:aws:cloudformation:x' })).toEqual([
    { action: 'cloudformation:DescribeStacks', resource: 'arn:aws:cloudformation:x' },
  ]);
  await expect(call(bench, 'CreateStackSet', {})).rejects.toThrow('does not know cloudformation:CreateStackSet');
});
