import { REGION, thing, Workbench } from './workbench';
import { logGroups } from '../../../src/services/logs/log-groups';

test('a log group has a name, an ARN and a retention', async () => {
  const bench = new Workbench();
  const group = (days: number, rest = {}) => ({ Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: days, Tags: [{ Key: 'a', Value: 'b' }], ...rest } });
  const outputs = { Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Logs', 'Arn'] } } } };
  const { outputs: [arn] } = await bench.deploy({ Logs: group(7) }, outputs);
  const [name] = Object.keys(logGroups(bench.account, REGION));
  expect(name).toMatch(/^App-Logs-[A-Za-z0-9]{12}$/);
  expect(arn?.value).toBe(`arn:aws:logs:eu-central-1:123456789012:log-group:${name}:*`);
  await bench.deploy({ Logs: group(14) }, outputs);
  expect(Object.values(logGroups(bench.account, REGION))).toMatchObject([{ name, retentionInDays: 14, tags: { a: 'b' } }]);
  expect(await bench.deploy({ Logs: group(8) }, outputs)).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('retentionInDays') });
  await bench.deploy({ Logs: group(14, { LogGroupName: 'mine' }) }, outputs);
  expect(Object.keys(logGroups(bench.account, REGION))).toEqual(['mine']);
  expect((await bench.deploy({ Logs: group(1, { LogGroupName: 'mine' }) }, {}, 'Other')).reason).toContain('already exists');
  await bench.destroy();
  expect(logGroups(bench.account, REGION)).toEqual({});
});

test('an SSM parameter is read by templates', async () => {
  const bench = new Workbench();
  const parameter = (value: string) => ({ P: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/size', Type: 'String', Value: value } } });
  const reader = { T: thing({ Size: { Ref: 'Size' }, Link: '{{resolve:ssm:/size}}' }) };
  const parameters = { Parameters: { Size: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/size' } } };
  await expect(bench.deploy(reader, parameters, 'Reader')).rejects.toThrow('Unable to fetch parameters [/size]');
  await bench.deploy(parameter('1'), {}, 'Owner');
  await bench.deploy(reader, parameters, 'Reader');
  await bench.deploy(parameter('2'), {}, 'Owner');
  expect((await bench.deploy(reader, parameters, 'Reader')).status).toBe('UPDATE_COMPLETE');
  expect(bench.things.existing.get('thing-1')).toEqual({ Size: '2', Link: '2' });

  // A rollback returns to what the parameter was.
  await bench.deploy(parameter('3'), {}, 'Owner');
  const broken = { ...reader, B: thing({ Fail: 'no' }, { DependsOn: 'T' }) };
  expect((await bench.deploy(broken, parameters, 'Reader')).status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(bench.things.history.filter((line) => line.startsWith('update'))).toEqual(['update T thing-1 2', 'update T thing-1 3', 'update T thing-1 2']);
});

test('an SSM parameter matches its pattern', async () => {
  const bench = new Workbench();
  const parameter = (AllowedPattern: string) => ({ P: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/size', Type: 'String', Value: '12', AllowedPattern } } });
  expect((await bench.deploy(parameter('\\d+'))).status).toBe('CREATE_COMPLETE');
  expect(await bench.deploy(parameter('\\d'))).toMatchObject({
    status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('cannot be validated against allowedPattern: \\d') as string,
  });
  expect((await bench.deploy(parameter('('))).reason).toContain('does not meet the regular expression requirement');
});

test('a wait condition handle and CDK\'s metadata are there and do nothing', async () => {
  const bench = new Workbench();
  const outcome = await bench.deploy({
    Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
    Metadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'v2' } },
  });
  expect(outcome.status).toBe('CREATE_COMPLETE');
  expect((await bench.destroy()).status).toBe('DELETE_COMPLETE');
});
