/* eslint-disable @typescript-eslint/no-explicit-any -- the outputs are what the tests are about */
import { REGION, thing, Workbench } from './workbench';
import { NotSupportedError } from '../../../src/core/service';

let bench: Workbench;
beforeEach(() => { bench = new Workbench(); });

async function call(operation: string, input: Record<string, unknown>): Promise<Record<string, any>> {
  const { output } = await bench.account.call({ service: 'cloudformation', region: REGION, operation, input, caller: bench.account.root });
  return output;
}

const stack = async (): Promise<Record<string, any>> => (await call('DescribeStacks', { StackName: 'App' })).Stacks[0];
const body = (resources: object, rest: object = {}) => JSON.stringify({ Resources: resources, ...rest });
const pass = (seconds = 60) => bench.account.clock.advance(seconds * 1000);

async function changeSet(resources: object, rest: Record<string, unknown> = {}): Promise<Record<string, any>> {
  await call('CreateChangeSet', { StackName: 'App', ChangeSetName: 'changes', TemplateBody: body(resources), ...rest });
  return call('DescribeChangeSet', { StackName: 'App', ChangeSetName: 'changes' });
}

async function create(resources: object, rest: Record<string, unknown> = {}): Promise<void> {
  await call('CreateStack', { StackName: 'App', TemplateBody: body(resources), ...rest });
  await pass();
}

test('a change set makes a stack while nobody waits', async () => {
  expect(await changeSet({ A: thing() }, { ChangeSetType: 'CREATE', Description: 'words' })).toMatchObject({
    Status: 'CREATE_COMPLETE',
    ExecutionStatus: 'AVAILABLE',
    Description: 'words',
    Changes: [{ Type: 'Resource', ResourceChange: { Action: 'Add', LogicalResourceId: 'A', ResourceType: 'AWS::Test::Thing' } }],
  });
  expect((await stack()).StackStatus).toBe('REVIEW_IN_PROGRESS');
  expect((await call('GetTemplate', { StackName: 'App', ChangeSetName: 'changes' })).TemplateBody).toBe(body({ A: thing() }));
  await call('ExecuteChangeSet', { StackName: 'App', ChangeSetName: 'changes' });
  expect((await stack()).StackStatus).toBe('CREATE_IN_PROGRESS');
  await pass();
  expect((await stack()).StackStatus).toBe('CREATE_COMPLETE');
  expect((await call('DescribeStackEvents', { StackName: 'App' })).StackEvents.map((event: any) => `${event.LogicalResourceId} ${event.ResourceStatus}`)).toEqual([
    'App CREATE_COMPLETE', 'A CREATE_COMPLETE', 'A CREATE_IN_PROGRESS', 'A CREATE_IN_PROGRESS', 'App CREATE_IN_PROGRESS', 'App REVIEW_IN_PROGRESS',
  ]);
  expect(await call('DescribeChangeSet', { StackName: 'App', ChangeSetName: 'changes' })).toMatchObject({ ExecutionStatus: 'EXECUTE_COMPLETE' });
});

test('a change set says what an update would do', async () => {
  await create({ A: thing({ Size: 1 }), B: thing({ Link: { Ref: 'A' } }), C: thing(), D: thing({ Name: 'x' }), E: thing({ Link: { Ref: 'D' } }) });
  const { Changes } = await changeSet({
    A: thing({ Size: 2 }), B: thing({ Link: { Ref: 'A' } }), D: thing({ Name: 'y' }), E: thing({ Link: { Ref: 'D' } }), F: thing({ Link: { Ref: 'D' } }),
  });
  const rows = Changes.map(({ ResourceChange: { LogicalResourceId: id, Action, Replacement, Scope } }: any) => [id, Action, Replacement, Scope]);
  expect(rows).toEqual([
    ['A', 'Modify', 'False', ['Properties']],
    ['D', 'Modify', 'True', ['Properties']],
    ['E', 'Modify', 'False', ['Properties']],
    ['F', 'Add', undefined, []],
    ['C', 'Remove', undefined, []],
  ]);
  expect(Changes[1].ResourceChange.Details).toEqual([{
    Target: { Attribute: 'Properties', Name: 'Name', RequiresRecreation: 'Always' }, Evaluation: 'Static', ChangeSource: 'DirectModification',
  }]);
  // Nothing was done.
  expect((await stack()).StackStatus).toBe('CREATE_COMPLETE');
});

test('a change set without changes fails in AWS\'s words, and cannot be executed', async () => {
  await create({ A: thing() });
  expect(await changeSet({ A: thing() })).toMatchObject({
    Status: 'FAILED',
    ExecutionStatus: 'UNAVAILABLE',
    StatusReason: 'The submitted information didn\'t contain changes. Submit different information to create a change set.',
  });
  await expect(call('ExecuteChangeSet', { StackName: 'App', ChangeSetName: 'changes' })).rejects.toMatchObject({ code: 'InvalidChangeSetStatus' });
  expect((await call('ListChangeSets', { StackName: 'App' })).Summaries).toMatchObject([{ ChangeSetName: 'changes', Status: 'FAILED' }]);
  await expect(changeSet({ A: thing() })).rejects.toMatchObject({ code: 'AlreadyExistsException' });
  await call('DeleteChangeSet', { StackName: 'App', ChangeSetName: 'changes' });
  await call('DeleteChangeSet', { StackName: 'App', ChangeSetName: 'changes' });
  await expect(call('DescribeChangeSet', { StackName: 'App', ChangeSetName: 'changes' })).rejects.toMatchObject({ code: 'ChangeSetNotFound', status: 404 });
});

test.each([
  ['CreateStack', { StackName: 'App' }, 'AlreadyExistsException', 'Stack [App] already exists'],
  ['CreateStack', { StackName: '1' }, 'ValidationError', 'failed to satisfy constraint'],
  ['UpdateStack', { StackName: 'App' }, 'ValidationError', 'No updates are to be performed.'],
  ['UpdateStack', { StackName: 'None' }, 'ValidationError', 'Stack [None] does not exist'],
  ['CreateChangeSet', { StackName: 'App', ChangeSetName: 'x', ChangeSetType: 'CREATE' }, 'ValidationError', 'already exists'],
  ['CreateChangeSet', { StackName: 'None', ChangeSetName: 'x' }, 'ValidationError', 'Stack [None] does not exist'],
  ['CreateStack', { StackName: 'New', DisableRollback: 'true' }, undefined, 'does not know DisableRollback'],
  ['CreateStack', { StackName: 'New', RoleARN: 'arn:aws:iam::123456789012:role/none' }, 'ValidationError', 'is invalid or cannot be assumed'],
  ['ContinueUpdateRollback', { StackName: 'App' }, 'ValidationError', 'CREATE_COMPLETE'],
])('%s %j is refused', async (operation, input, code, message) => {
  await create({ A: thing() });
  await expect(call(operation, { TemplateBody: body({ A: thing() }), ...input })).rejects.toMatchObject({
    ...code !== undefined && { code }, message: expect.stringContaining(message),
  });
});

test('roles need to be acknowledged', async () => {
  const role = (Properties: object) => body({ R: { Type: 'AWS::IAM::Role', Properties } });
  const attempt = (TemplateBody: string, Capabilities: string[]) => call('CreateStack', { StackName: 'App', TemplateBody, Capabilities });
  await expect(attempt(role({}), [])).rejects.toMatchObject({ code: 'InsufficientCapabilitiesException', message: 'Requires capabilities : [CAPABILITY_IAM]' });
  await expect(attempt(role({ RoleName: 'x' }), ['CAPABILITY_IAM'])).rejects.toMatchObject({ message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]' });
  expect(await call('ValidateTemplate', { TemplateBody: role({}) })).toMatchObject({ Capabilities: ['CAPABILITY_IAM'] });
});

test('values of before stay only if that is said', async () => {
  const Parameters = { Size: { Type: 'String', Default: '1' }, Other: { Type: 'String', Default: 'a' } };
  const template = body({ A: thing({ Size: { Ref: 'Size' }, Link: { Ref: 'Other' } }) }, { Parameters });
  await call('CreateStack', {
    StackName: 'App', TemplateBody: template, Parameters: [{ ParameterKey: 'Size', ParameterValue: '2' }, { ParameterKey: 'Other', ParameterValue: 'b' }],
  });
  await pass();
  await call('UpdateStack', { StackName: 'App', UsePreviousTemplate: 'true', Parameters: [{ ParameterKey: 'Size', UsePreviousValue: 'true' }] });
  await pass();
  expect((await stack()).Parameters).toEqual([{ ParameterKey: 'Size', ParameterValue: '2' }, { ParameterKey: 'Other', ParameterValue: 'a' }]);
});

test('a template may be YAML with short functions, and is shown as it was written', async () => {
  const template = [
    'AWSTemplateFormatVersion: 2010-09-09', 'Resources:', '  A:', '    Type: AWS::Test::Thing', '    Properties:',
    '      Link: !Sub "${AWS::StackName}"', '      Size: !If [Big, !Select [1, [a, b]], c]', 'Conditions:', '  Big: !Equals [x, x]', '',
  ].join('\n');
  await call('CreateStack', { StackName: 'App', TemplateBody: template });
  await pass();
  expect(bench.things.existing.get('thing-1')).toEqual({ Link: 'App', Size: 'b' });
  expect((await call('GetTemplate', { StackName: 'App' })).TemplateBody).toBe(template);
  expect(await call('GetTemplateSummary', { StackName: 'App' })).toMatchObject({ ResourceTypes: ['AWS::Test::Thing'], Version: '2010-09-09' });
  await expect(call('ValidateTemplate', { TemplateBody: 'Resources: [' })).rejects.toMatchObject({ message: expect.stringContaining('YAML not well-formed') });
  await expect(call('ValidateTemplate', { TemplateBody: 'Resources: !Nonsense x' })).rejects.toMatchObject({ code: 'ValidationError' });
  await expect(call('ValidateTemplate', { TemplateBody: 'x' })).rejects.toMatchObject({ code: 'ValidationError' });
});

test('a stack is deleted while nobody waits, unless it is protected', async () => {
  await create({ A: thing() }, { EnableTerminationProtection: 'true' });
  await expect(call('DeleteStack', { StackName: 'App' })).rejects.toMatchObject({ message: expect.stringContaining('TerminationProtection') });
  const { StackId } = await call('UpdateTerminationProtection', { StackName: 'App', EnableTerminationProtection: 'false' });
  await call('DeleteStack', { StackName: 'App' });
  expect((await stack()).StackStatus).toBe('DELETE_IN_PROGRESS');
  await pass();
  expect((await call('DescribeStacks', { StackName: StackId })).Stacks[0].StackStatus).toBe('DELETE_COMPLETE');
  await call('DeleteStack', { StackName: 'App' });
});

test('exports and resources are listed', async () => {
  await create({ A: thing() }, { TemplateBody: body({ A: thing() }, { Outputs: { O: { Value: { Ref: 'A' }, Export: { Name: 'shared' } } } }) });
  expect((await call('ListExports', {})).Exports).toMatchObject([{ Name: 'shared', Value: 'thing-1' }]);
  await expect(call('ListImports', { ExportName: 'shared' })).rejects.toMatchObject({ message: 'Export \'shared\' is not imported by any stack.' });
  await call('CreateStack', { StackName: 'User', TemplateBody: body({ B: thing({ Link: { 'Fn::ImportValue': 'shared' } }) }) });
  await pass();
  expect(await call('ListImports', { ExportName: 'shared' })).toEqual({ Imports: ['User'] });
  expect((await call('ListStackResources', { StackName: 'App' })).StackResourceSummaries).toMatchObject([{ LogicalResourceId: 'A', PhysicalResourceId: 'thing-1', ResourceStatus: 'CREATE_COMPLETE' }]);
});

describe('a rollback that failed', () => {
  // The update of A goes well, and cannot be taken back; R is replaced, and waits for A when it is to be taken back.
  const before = { A: thing({ Size: 1, FailUpdate: 'stuck' }), R: thing({ Name: 'x', Link: { 'Fn::GetAtt': ['A', 'Arn'] } }) };
  const after = {
    A: thing({ Size: 2 }), R: thing({ Name: 'y', Link: { 'Fn::GetAtt': ['A', 'Arn'] } }), B: thing({ Fail: 'broken' }, { DependsOn: ['A', 'R'] }),
  };

  beforeEach(async () => {
    await create(before);
    await call('UpdateStack', { StackName: 'App', TemplateBody: body(after) });
    await pass();
    expect((await stack()).StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
    await expect(call('UpdateStack', { StackName: 'App', TemplateBody: body(before) })).rejects.toMatchObject({ message: expect.stringContaining('UPDATE_ROLLBACK_FAILED') });
  });

  const sizes = () => Object.fromEntries([...bench.things.existing].map(([id, { Size, Name }]) => [id, Size ?? Name]));

  test('fails once more for the same reason', async () => {
    await call('ContinueUpdateRollback', { StackName: 'App' });
    await pass();
    expect((await stack()).StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
  });

  test('is continued when the reason is gone', async () => {
    const update = bench.things.update.bind(bench.things);
    bench.things.update = (context, id, properties) => update(context, id, { ...properties, FailUpdate: '' });
    await call('ContinueUpdateRollback', { StackName: 'App' });
    await pass();
    expect((await stack()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(sizes()).toEqual({ 'thing-1': 1, 'thing-2': 'x' });
    await call('UpdateStack', { StackName: 'App', TemplateBody: body({ A: thing({ Size: 3 }) }) });
    await pass();
    expect((await stack()).StackStatus).toBe('UPDATE_COMPLETE');
    expect(sizes()).toEqual({ 'thing-1': 3 });
  });

  test('skips what it is told to, and takes back the rest', async () => {
    await expect(call('ContinueUpdateRollback', { StackName: 'App', ResourcesToSkip: ['R'] })).rejects.toMatchObject({ code: 'ValidationError' });
    await call('ContinueUpdateRollback', { StackName: 'App', ResourcesToSkip: ['A'] });
    await pass();
    expect((await stack()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(sizes()).toEqual({ 'thing-1': 2, 'thing-2': 'x' });
  });

  test('survives the end of the process', async () => {
    const { existing } = bench.things;
    bench = new Workbench(JSON.parse(JSON.stringify(bench.account.state)));
    for (const [id, properties] of existing) bench.things.existing.set(id, properties);
    await call('ContinueUpdateRollback', { StackName: 'App', ResourcesToSkip: ['A'] });
    await pass();
    expect((await stack()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(sizes()).toEqual({ 'thing-1': 2, 'thing-2': 'x' });
  });
});

test('what the local cloud does not know fails a deployment that nobody waits for, and is reported', async () => {
  bench.things.create = () => Promise.reject(new NotSupportedError('this'));
  await create({ A: thing() });
  expect((await stack()).StackStatus).toBe('ROLLBACK_COMPLETE');
  expect((await call('DescribeStackEvents', { StackName: 'App' })).StackEvents).toContainEqual(expect.objectContaining({
    LogicalResourceId: 'A', ResourceStatus: 'CREATE_FAILED', ResourceStatusReason: expect.stringContaining('does not know this'),
  }));
  expect(bench.account.defects.take()).toHaveLength(1);
});
