import { put } from './put';
import { alarmsOf, holds, parseRule } from '../../../src/services/cloudwatch/composite-rule';
import { REGION, Stage } from '../scheduler/stage';

const MINUTE = 60_000;
const CHILD = {
  Namespace: 'x',
  MetricName: 'Load',
  Statistic: 'Average',
  Period: 60,
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: 50,
  EvaluationPeriods: 1,
  TreatMissingData: 'notBreaching',
};

async function ask(stage: Stage, operation: string, input: Record<string, unknown> = {}) {
  return (await stage.account.call({ service: 'monitoring', region: REGION, operation, input, caller: stage.account.root })).output;
}

const told = (stage: Stage, topic: string) => stage.sns.messages(topic).map((message) => JSON.parse(message) as Record<string, unknown>);

test.each([
  ['ALARM("a")', true],
  ['ALARM(a) AND OK(b)', true],
  ['NOT ALARM(a) OR OK("b")', true],
  ['NOT (ALARM(a) OR OK("b"))', false],
  ['OK(a) AND TRUE OR OK(b)', true],
  ['OK(a) AND (TRUE OR OK(b))', false],
  ['INSUFFICIENT_DATA("c \\"d\\"") AND NOT NOT TRUE', true],
  ['ALARM(arn:aws:cloudwatch:eu-central-1:123456789012:alarm:a)', false],
  ['FALSE', false],
])('the rule %s', (text, expected) => {
  const states: Record<string, 'ALARM' | 'OK' | 'INSUFFICIENT_DATA'> = { 'a': 'ALARM', 'b': 'OK', 'c "d"': 'INSUFFICIENT_DATA' };
  expect(holds(parseRule(text), (name) => states[name])).toBe(expected);
});

test.each(['', 'ALARM', 'ALARM(a) OK(b)', 'ALARM(a) AND', '(ALARM(a)', 'UNKNOWN(a)', 'ALARM(a) AND OR OK(b)', 'NOT', 'ALARM("a'])('the rule %p is refused', (text) => {
  expect(() => parseRule(text)).toThrow(/AlarmRule/);
});

test('brackets without end are refused', () => {
  expect(() => parseRule('('.repeat(10_000))).toThrow(/more than 100 levels deep/);
  expect(() => parseRule('NOT '.repeat(2500))).toThrow(/more than 100 levels deep/);
});

test('a rule names each alarm once, and a hundred at most', () => {
  expect(alarmsOf(parseRule('ALARM(a) OR OK(a) OR ALARM(b)'))).toEqual(['a', 'b']);
  const many = (count: number) => Array.from({ length: count }, (_, index) => `ALARM(a${index})`).join(' OR ');
  expect(alarmsOf(parseRule(many(100)))).toHaveLength(100);
  expect(() => parseRule(many(101))).toThrow(/more than 100 alarms/);
});

test('a composite alarm follows its children, tells a topic, and keeps them from being deleted', async () => {
  const stage = new Stage();
  const { physicalId: topic } = await stage.create('AWS::SNS::Topic', 'Topic', {});
  await stage.create('AWS::CloudWatch::Alarm', 'Busy', { ...CHILD, AlarmName: 'busy' });
  await stage.create('AWS::CloudWatch::Alarm', 'Idle', { ...CHILD, AlarmName: 'idle', ComparisonOperator: 'LessThanThreshold', Threshold: 5 });
  const properties = { AlarmName: 'odd', AlarmDescription: 'Odd.', AlarmRule: 'ALARM("busy") OR ALARM("idle")', AlarmActions: [topic], OKActions: [topic] };
  const { physicalId, attributes: { Arn: arn } } = await stage.create('AWS::CloudWatch::CompositeAlarm', 'Odd', properties);
  expect(physicalId).toBe('odd');
  const described = async () => ((await ask(stage, 'DescribeAlarms', { AlarmTypes: ['CompositeAlarm'] })).CompositeAlarms as object[])[0];
  expect(await described()).toMatchObject({ AlarmName: 'odd', StateValue: 'OK', StateReason: `${String(arn)} was created and its alarm rule evaluates to OK`, AlarmRule: properties.AlarmRule });
  // Metric alarms alone, unless others are asked for.
  expect(await ask(stage, 'DescribeAlarms')).toMatchObject({ CompositeAlarms: [], MetricAlarms: [{ AlarmName: 'busy' }, { AlarmName: 'idle' }] });
  expect((await ask(stage, 'DescribeAlarms', { AlarmTypes: ['CompositeAlarm', 'MetricAlarm'], MaxRecords: 2 })).MetricAlarms).toHaveLength(2);

  for (let i = 0; i < 4; i++) {
    await put(stage, 90);
    await stage.advance(MINUTE);
  }
  expect(await described()).toMatchObject({
    StateValue: 'ALARM', StateReason: expect.stringMatching(/^arn:aws:cloudwatch:eu-central-1:123456789012:alarm:busy transitioned to ALARM at Sunday 01 March, 2026 00:0\d:00 UTC$/),
  });
  await stage.advance(10 * MINUTE);
  expect(await described()).toMatchObject({ StateValue: 'OK' });
  expect(told(stage, topic)).toEqual([
    expect.objectContaining({ NewStateValue: 'OK', OldStateValue: 'INSUFFICIENT_DATA' }),
    expect.objectContaining({
      AlarmName: 'odd',
      NewStateValue: 'ALARM',
      OldStateValue: 'OK',
      AlarmRule: properties.AlarmRule,
      TriggeringChildren: [{ Arn: expect.stringContaining('busy'), State: { Value: 'ALARM', Timestamp: expect.any(String) } }, expect.anything()],
    }),
    expect.objectContaining({ NewStateValue: 'OK', OldStateValue: 'ALARM' }),
  ]);

  await expect(stage.delete('AWS::CloudWatch::Alarm', 'Busy', 'busy', CHILD)).rejects.toThrow('Cannot delete busy as there are composite alarm(s) depending on it.');
  await stage.update('AWS::CloudWatch::CompositeAlarm', 'Odd', 'odd', { ...properties, AlarmRule: 'TRUE' }, properties);
  expect(await described()).toMatchObject({ StateValue: 'ALARM' });
  await stage.delete('AWS::CloudWatch::CompositeAlarm', 'Odd', 'odd', properties);
  await stage.delete('AWS::CloudWatch::Alarm', 'Busy', 'busy', CHILD);
  expect(stage.cloudWatch.compositeAlarms()).toEqual([]);
});

test('alarms are made, set and deleted by calls; a circle of alarms comes to rest', async () => {
  const stage = new Stage();
  await ask(stage, 'PutMetricAlarm', { ...CHILD, AlarmName: 'child' });
  await expect(ask(stage, 'PutCompositeAlarm', { AlarmName: 'parent', AlarmRule: 'ALARM(none)' })).rejects.toThrow(/alarms \[arn:.*:none\] in the alarm rule do not exist/);
  await expect(ask(stage, 'PutCompositeAlarm', { AlarmName: 'child', AlarmRule: 'TRUE' })).rejects.toThrow(/of another type already exists/);
  await ask(stage, 'PutCompositeAlarm', { AlarmName: 'parent', AlarmRule: 'ALARM(child)' });
  await ask(stage, 'PutCompositeAlarm', { AlarmName: 'grandparent', AlarmRule: 'NOT ALARM(parent)' });
  await ask(stage, 'PutCompositeAlarm', { AlarmName: 'parent', AlarmRule: 'ALARM(child) OR ALARM(grandparent)' });
  await ask(stage, 'SetAlarmState', { AlarmName: 'child', StateValue: 'ALARM', StateReason: 'a test' });
  expect(stage.cloudWatch.alarms()).toMatchObject([{ state: 'ALARM', reason: 'a test' }]);
  expect(stage.cloudWatch.compositeAlarms().map(({ name, state }) => [name, state])).toEqual([['grandparent', 'OK'], ['parent', 'ALARM']]);
  await expect(ask(stage, 'DeleteAlarms', { AlarmNames: ['child'] })).rejects.toThrow(/depending on it/);
  await expect(ask(stage, 'DeleteAlarms', { AlarmNames: ['parent', 'grandparent'] })).rejects.toThrow(/by itself/);
  // The way out of a circle, as AWS describes it: a rule without alarms.
  await ask(stage, 'PutCompositeAlarm', { AlarmName: 'grandparent', AlarmRule: 'FALSE' });
  for (const name of ['parent', 'grandparent', 'child']) await ask(stage, 'DeleteAlarms', { AlarmNames: [name] });
  await expect(ask(stage, 'DeleteAlarms', { AlarmNames: ['child'] })).rejects.toThrow(/does not exist/);
  expect([...stage.cloudWatch.alarms(), ...stage.cloudWatch.compositeAlarms()]).toEqual([]);
});

test('a suppressor keeps actions back, and for a while longer', async () => {
  const stage = new Stage();
  const { physicalId: topic } = await stage.create('AWS::SNS::Topic', 'Topic', {});
  for (const name of ['child', 'maintenance']) await ask(stage, 'PutMetricAlarm', { ...CHILD, AlarmName: name, MetricName: name, TreatMissingData: 'ignore' });
  const set = (AlarmName: string, StateValue: string) => ask(stage, 'SetAlarmState', { AlarmName, StateValue, StateReason: 'a test' });
  await ask(stage, 'PutCompositeAlarm', {
    AlarmName: 'parent', AlarmRule: 'ALARM(child)', AlarmActions: [topic], ActionsSuppressor: 'maintenance', ActionsSuppressorWaitPeriod: 120, ActionsSuppressorExtensionPeriod: 300,
  });
  const times = () => told(stage, topic).map(({ StateChangeTime: time }) => time);
  const suppressedBy = async () => ((await ask(stage, 'DescribeAlarms', { AlarmTypes: ['CompositeAlarm'] })).CompositeAlarms as Array<{ ActionsSuppressedBy?: string }>)[0].ActionsSuppressedBy;

  // The suppressor never goes off: the actions come when the time to wait for it is over.
  await set('child', 'ALARM');
  expect([times(), await suppressedBy()]).toEqual([[], 'WaitPeriod']);
  await stage.advance(2 * MINUTE);
  expect([times().length, await suppressedBy()]).toEqual([1, undefined]);

  // It goes off in time, and the alarm is over before it is: nothing is told.
  await set('child', 'OK');
  await set('child', 'ALARM');
  await set('maintenance', 'ALARM');
  await stage.advance(30 * MINUTE);
  expect([times().length, await suppressedBy()]).toEqual([1, 'Alarm']);
  await set('child', 'OK');

  // The alarm goes on longer than the suppressor: the actions come when the extension is over.
  await set('child', 'ALARM');
  await set('maintenance', 'OK');
  await stage.advance(4 * MINUTE);
  expect([times().length, await suppressedBy()]).toEqual([1, 'ExtensionPeriod']);
  await stage.advance(MINUTE);
  expect([times().length, await suppressedBy()]).toEqual([2, undefined]);
});

test.each([
  ['a suppressor without periods', { ActionsSuppressor: 'a' }, /requires ActionsSuppressorWaitPeriod/],
  ['periods without a suppressor', { ActionsSuppressorWaitPeriod: 1 }, /require ActionsSuppressor/],
  ['an action of Systems Manager', { AlarmActions: ['arn:aws:ssm:eu-central-1:123456789012:opsitem:1'] }, /does not know the alarm action/],
])('a composite alarm with %s', async (_, change, message) => {
  await expect(new Stage().create('AWS::CloudWatch::CompositeAlarm', 'Alarm', { AlarmRule: 'TRUE', ...change })).rejects.toThrow(message);
});
