import { put } from './put';
import { reasonFor } from '../../../src/services/cloudwatch/alarm-reason';
import { Stage, START } from '../scheduler/stage';

const MINUTE = 60_000;

const ALARM = {
  Namespace: 'x', MetricName: 'Load', Statistic: 'Average', Period: 60, ComparisonOperator: 'GreaterThanThreshold', Threshold: 50, EvaluationPeriods: 2,
};

test('an alarm follows its metric, tells a topic, and keeps its state when it changes', async () => {
  const stage = new Stage();
  const { physicalId: topic } = await stage.create('AWS::SNS::Topic', 'Topic', {});
  const properties = { ...ALARM, AlarmDescription: 'Too busy.', AlarmActions: [topic], TreatMissingData: 'missing' };
  const { physicalId } = await stage.create('AWS::CloudWatch::Alarm', 'Alarm', properties);
  const alarm = () => stage.cloudWatch.alarms()[0];
  expect(alarm().state).toBe('INSUFFICIENT_DATA');
  const described = async () => {
    const call = { service: 'monitoring', region: 'eu-central-1', operation: 'DescribeAlarms', input: {}, caller: stage.account.root };
    return ((await stage.account.call(call)).output.MetricAlarms as object[])[0];
  };
  const created = stage.account.clock.now();
  expect(await described()).toMatchObject({
    StateReason: 'Unchecked: Initial alarm creation', StateUpdatedTimestamp: new Date(created), AlarmConfigurationUpdatedTimestamp: new Date(created),
  });
  const values = async (value: number) => {
    for (let i = 0; i < 6; i++) {
      await put(stage, value);
      await stage.advance(MINUTE);
    }
  };
  await values(10);
  expect(alarm().state).toBe('OK');
  await values(90);
  expect(alarm().state).toBe('ALARM');
  expect(await described()).toMatchObject({
    StateReason: 'Threshold Crossed: 2 out of the last 2 datapoints [90.0 (01/03/26 00:07:00), 90.0 (01/03/26 00:06:00)] were greater than the threshold (50.0) '
      + '(minimum 2 datapoints for OK -> ALARM transition).',
    AlarmConfigurationUpdatedTimestamp: new Date(created),
  });
  await stage.update('AWS::CloudWatch::Alarm', 'Alarm', physicalId, { ...properties, Threshold: 60 }, properties);
  expect(alarm()).toMatchObject({ state: 'ALARM', threshold: 60 });
  await stage.advance(10 * MINUTE);
  expect(alarm().state).toBe('INSUFFICIENT_DATA');
  const messages = stage.sns.messages(topic).map((message) => JSON.parse(message) as unknown);
  expect(messages).toEqual([expect.objectContaining({
    AlarmName: physicalId,
    AlarmDescription: 'Too busy.',
    NewStateValue: 'ALARM',
    NewStateReason: expect.stringContaining('Threshold Crossed: 2 out of the last 2 datapoints'),
    OldStateValue: 'OK',
    StateChangeTime: expect.stringMatching(/^2026-03-01T00:\d\d:00\.000\+0000$/),
    AlarmActions: [topic],
    Trigger: expect.objectContaining({ MetricName: 'Load', Statistic: 'AVERAGE', Period: 60, Threshold: 50 }),
  })]);
  await stage.delete('AWS::CloudWatch::Alarm', 'Alarm', physicalId, properties);
  expect(stage.cloudWatch.alarms()).toEqual([]);
});

test.each([
  ['a comparison that there is not', { ComparisonOperator: 'EqualToThreshold' }, /ComparisonOperator is invalid/],
  ['a comparison with a band and a threshold', { ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold' }, /Threshold cannot be specified together/],
  ['two statistics', { ExtendedStatistic: 'p90' }, /Exactly one of Statistic and ExtendedStatistic/],
  ['a statistic of another kind', { Statistic: undefined, ExtendedStatistic: 'tm90' }, /does not know the statistic tm90/],
  ['an action of EC2', { AlarmActions: ['arn:aws:automate:eu-central-1:ec2:stop'] }, /does not know the alarm action/],
  ['more datapoints than periods', { DatapointsToAlarm: 3 }, /DatapointsToAlarm is invalid/],
  ['a day and a minute', { EvaluationPeriods: 1441 }, /cannot be checked across more than 1 days/],
  ['no threshold', { Threshold: undefined }, /Threshold is required/],
  ['an odd treatment', { TreatMissingData: 'maybe' }, /TreatMissingData is invalid/],
  ['six actions', { AlarmActions: Array.from({ length: 6 }, (_, index) => `arn:aws:sns:eu-central-1:123456789012:t${index}`) }, /At most 5 actions/],
  ['a metric and others', { Metrics: [] }, /cannot be specified together with Namespace/],
])('an alarm with %s', async (_, change, message) => {
  await expect(new Stage().create('AWS::CloudWatch::Alarm', 'Alarm', { ...ALARM, ...change })).rejects.toThrow(message);
});

describe('an alarm of maths', () => {
  const rest = { ComparisonOperator: 'GreaterThanThreshold', Threshold: 50, EvaluationPeriods: 2 };
  const metric = (Id: string, Period = 60) => ({
    Id, ReturnData: false, MetricStat: { Metric: { Namespace: 'x', MetricName: 'Load' }, Period, Stat: Id === 'sum' ? 'Sum' : 'SampleCount' },
  });

  test('watches what is returned', async () => {
    const stage = new Stage();
    const Metrics = [metric('sum'), metric('count'), { Id: 'mean', Expression: 'IF(count > 1, sum / count)', ReturnData: true }];
    await stage.create('AWS::CloudWatch::Alarm', 'Alarm', { ...rest, TreatMissingData: 'notBreaching', Metrics });
    const states = [];
    for (const times of [1, 2]) {
      for (let minute = 0; minute < 6; minute++) {
        for (let i = 0; i < times; i++) await put(stage, 60);
        await stage.advance(MINUTE);
      }
      states.push(stage.cloudWatch.alarms()[0].state);
    }
    expect(states).toEqual(['OK', 'ALARM']);
  });

  test.each([
    ['of nothing', [], /Exactly one of the Metrics/],
    ['that returns two', [{ ...metric('sum'), ReturnData: true }, { Id: 'e', Expression: 'sum' }], /Exactly one of the Metrics/],
    ['of what is not there', [metric('sum'), { Id: 'e', Expression: 'sum + other' }], /There is no metric or expression other/],
    ['of itself', [metric('sum'), { Id: 'e', Expression: 'sum + e' }], /speaks of itself/],
    ['that is no expression', [metric('sum'), { Id: 'e', Expression: 'sum +' }], /unexpected 'end'/],
    ['of several periods', [metric('sum'), metric('count', 300), { Id: 'e', Expression: 'sum + count' }], /different periods/],
    ['of a band', [metric('sum'), { Id: 'e', Expression: 'ANOMALY_DETECTION_BAND(sum)' }], /the function ANOMALY_DETECTION_BAND/],
    ['of a query', [metric('sum'), { Id: 'e', Expression: 'SELECT AVG(Load) FROM x' }], /Metrics Insights/],
    ['that gives several series', [metric('sum'), { Id: 'e', Expression: 'METRICS()' }], /several series/],
  ])('%s is refused', async (_, Metrics, message) => {
    await expect(new Stage().create('AWS::CloudWatch::Alarm', 'Alarm', { ...rest, Metrics })).rejects.toThrow(message);
  });
});

test.each([
  ['too few values', { treatMissingData: 'missing' }, [], 'OK', 'INSUFFICIENT_DATA', 'Insufficient Data: 3 datapoints were unknown.'],
  [
    'none, which counts as too high', { treatMissingData: 'breaching' }, [], 'OK', 'ALARM',
    'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].',
  ],
  [
    'better values', { treatMissingData: 'missing' }, [1.5, 90, 2], 'ALARM', 'OK',
    'Threshold Crossed: 2 out of the last 3 datapoints [1.5 (01/03/26 00:02:00), 2.0 (01/03/26 00:00:00)] were not greater than the threshold (50.0) '
      + '(minimum 2 datapoints for ALARM -> OK transition).',
  ],
] as const)('the reason for a change: %s', (_, rule, values, before, after, reason) => {
  const alarm = { comparisonOperator: 'GreaterThanThreshold', threshold: 50, evaluationPeriods: 3, datapointsToAlarm: 2, ...rule };
  const judged = values.map((value, index) => ({ begin: START + (2 - index) * MINUTE, value }));
  expect(reasonFor(alarm, judged, before, after)).toBe(reason);
});
