import { queueForRules, seen } from './support';
import { Journal } from '../../../src/services/cloudformation/deployment/journal';
import type { ResourceState, StackState } from '../../../src/services/cloudformation/state';
import { StepFunctions } from '../../../src/services/stepfunctions/step-functions';
import { put } from '../cloudwatch/put';
import { REGION, Stage } from '../scheduler/stage';

async function listening(EventPattern: object, stage = new Stage()): Promise<Stage> {
  await stage.create('AWS::Events::Rule', 'Rule', { EventPattern, Targets: [{ Id: 'Q', Arn: await queueForRules(stage) }] });
  return stage;
}

async function stateMachine(stage: Stage, state: object): Promise<string> {
  const made = await stage.create('AWS::StepFunctions::StateMachine', 'Machine', {
    StateMachineName: 'm', RoleArn: await stage.role('states.amazonaws.com'), DefinitionString: JSON.stringify({ StartAt: 'S', States: { S: state } }),
  });
  return made.physicalId;
}

class StageWithStates extends Stage {
  readonly states = new StepFunctions(this.account);

  start(stateMachineArn: string, name: string) {
    return this.account.call({
      service: 'states', region: REGION, operation: 'StartExecution', input: { stateMachineArn, name, input: '{"a":1}' }, caller: this.account.root,
    });
  }
}

test('Step Functions tells of every status of an execution', async () => {
  const stage = new StageWithStates();
  await listening({ 'source': ['aws.states'], 'detail-type': ['Step Functions Execution Status Change'] }, stage);
  const machine = await stateMachine(stage, { Type: 'Wait', Seconds: 60, End: true });
  const begin = stage.account.clock.now();
  await stage.start(machine, 'one');
  await stage.advance(120_000);
  const executionArn = `${machine.replace('stateMachine', 'execution')}:one`;
  expect(seen(stage)).toMatchObject([
    { resources: [executionArn], detail: { executionArn, stateMachineArn: machine, name: 'one', status: 'RUNNING', startDate: begin, stopDate: null, output: null } },
    { detail: { status: 'SUCCEEDED', stopDate: begin + 60_000, input: '{"a":1}', output: '{"a":1}', outputDetails: { included: true } } },
  ]);
  expect(stage.events.published()).toHaveLength(2);
});

test('a rule sees only what it asks for, and what nobody asks for leaves no trace', async () => {
  const stage = new StageWithStates();
  await listening({ source: ['aws.states'], detail: { status: ['FAILED'] } }, stage);
  const machine = await stateMachine(stage, { Type: 'Fail', Error: 'Mine', Cause: 'because' });
  await stage.start(machine, 'one');
  await stage.advance(1000);
  expect(seen(stage)).toMatchObject([{ detail: { status: 'FAILED', error: 'Mine', cause: 'because' } }]);
  expect(stage.events.published()).toHaveLength(1);
});

test('CloudFormation tells of its stacks and of their resources', async () => {
  const stage = await listening({ source: ['aws.cloudformation'] });
  const stackId = `arn:aws:cloudformation:${REGION}:123456789012:stack/Shop/1`;
  const journal = new Journal(stage.account, { stackId, stackName: 'Shop', region: REGION, events: [] } as unknown as StackState, () => undefined);
  journal.resourceIs({ logicalId: 'Web', physicalId: 'web', type: 'AWS::Lightsail::Instance' } as ResourceState, 'CREATE_FAILED', 'no');
  journal.stackIs('CREATE_COMPLETE');
  await stage.advance(1000);
  const [resource, stack] = seen(stage);
  expect(resource).toMatchObject({
    'detail-type': 'CloudFormation Resource Status Change',
    'resources': [stackId],
    'detail': {
      'stack-id': stackId,
      'logical-resource-id': 'Web',
      'physical-resource-id': 'web',
      'resource-type': 'AWS::Lightsail::Instance',
      'status-details': { 'status': 'CREATE_FAILED', 'status-reason': 'no' },
    },
  });
  expect(stack).toMatchObject({
    'detail-type': 'CloudFormation Stack Status Change', 'detail': { 'stack-id': stackId, 'status-details': { 'status': 'CREATE_COMPLETE', 'status-reason': '' } },
  });
  expect(stack.detail).not.toHaveProperty('resource-type');
});

test('CloudWatch tells of its alarms', async () => {
  const stage = await listening({ 'source': ['aws.cloudwatch'], 'detail-type': ['CloudWatch Alarm State Change'], 'detail': { state: { value: ['ALARM'] } } });
  await stage.create('AWS::CloudWatch::Alarm', 'Alarm', {
    AlarmName: 'busy', Namespace: 'x', MetricName: 'Load', Statistic: 'Average', Period: 60, ComparisonOperator: 'GreaterThanThreshold', Threshold: 50, EvaluationPeriods: 1,
  });
  for (const value of [10, 10, 10, 10, 90, 90, 90, 90]) {
    await put(stage, value);
    await stage.advance(60_000);
  }
  expect(seen(stage)).toMatchObject([{
    resources: [`arn:aws:cloudwatch:${REGION}:123456789012:alarm:busy`],
    detail: {
      alarmName: 'busy',
      state: { value: 'ALARM', reason: expect.stringContaining('Threshold Crossed') as string },
      previousState: { value: 'OK' },
      configuration: { metrics: [{ metricStat: { metric: { namespace: 'x', name: 'Load', dimensions: {} }, period: 60, stat: 'Average' }, returnData: true }] },
    },
  }]);
});

test('Systems Manager tells of parameters', async () => {
  const stage = await listening({ 'source': ['aws.ssm'], 'detail-type': ['Parameter Store Change'] });
  const properties = { Name: '/shop/color', Type: 'String', Value: 'red', Description: 'of the shop' };
  await stage.create('AWS::SSM::Parameter', 'Color', properties);
  await stage.update('AWS::SSM::Parameter', 'Color', '/shop/color', { ...properties, Value: 'blue' }, properties);
  await stage.delete('AWS::SSM::Parameter', 'Color', '/shop/color', properties);
  await stage.advance(1000);
  expect(seen(stage).map(({ detail }) => detail)).toEqual(['Create', 'Update', 'Delete'].map((operation) => (
    { operation, name: '/shop/color', type: 'String', description: 'of the shop' })));
  expect(seen(stage)[0].resources).toEqual([`arn:aws:ssm:${REGION}:123456789012:parameter/shop/color`]);
});

test('a rule starts a state machine as the role of its target', async () => {
  const stage = new StageWithStates();
  const machine = await stateMachine(stage, { Type: 'Succeed' });
  const RoleArn = await stage.role('events.amazonaws.com', { Effect: 'Allow', Action: 'states:StartExecution', Resource: machine });
  await stage.create('AWS::Events::Rule', 'Rule', { ScheduleExpression: 'rate(1 hour)', Targets: [{ Id: 'M', Arn: machine, RoleArn, Input: '{"b":2}' }] });
  await stage.advance(3_600_000);
  expect(stage.states.executions()).toMatchObject([{ status: 'SUCCEEDED', output: '{"b":2}' }]);
});
