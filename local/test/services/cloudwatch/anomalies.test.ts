import { put } from './put';
import { REGION, Stage } from '../scheduler/stage';

const MINUTE = 60_000;

async function ask(stage: Stage, operation: string, input: Record<string, unknown> = {}) {
  return (await stage.account.call({ service: 'monitoring', region: REGION, operation, input, caller: stage.account.root })).output;
}

const METRIC = { Namespace: 'x', MetricName: 'Load' };

const banded = (comparison: string, Expression = 'ANOMALY_DETECTION_BAND(m1, 2)') => ({
  ComparisonOperator: comparison,
  EvaluationPeriods: 1,
  ThresholdMetricId: 'band',
  Metrics: [{ Id: 'm1', MetricStat: { Metric: METRIC, Period: 60, Stat: 'Average' }, ReturnData: true }, { Id: 'band', Expression, ReturnData: true }],
});

test('alarms go off outside of the band of the last two weeks, on the side that counts', async () => {
  const stage = new Stage();
  await stage.create('AWS::CloudWatch::AnomalyDetector', 'Detector', { ...METRIC, Stat: 'Average' });
  for (const [name, comparison] of [['both', 'LessThanLowerOrGreaterThanUpperThreshold'], ['low', 'LessThanLowerThreshold'], ['high', 'GreaterThanUpperThreshold']]) {
    await stage.create('AWS::CloudWatch::Alarm', name, { AlarmName: name, ...banded(comparison) });
  }
  const states = () => Object.fromEntries(stage.cloudWatch.alarms().map(({ name, state }) => [name, state]));
  const minutes = async (count: number, value: (index: number) => number) => {
    for (let i = 0; i < count; i++) {
      await put(stage, value(i));
      await stage.advance(MINUTE);
    }
  };
  await minutes(10, () => 50);
  expect(states()).toEqual({ both: 'INSUFFICIENT_DATA', low: 'INSUFFICIENT_DATA', high: 'INSUFFICIENT_DATA' });
  // A mean of 50 and a deviation of 10: the band is from 30 to 70.
  await minutes(110, (index) => index % 2 === 0 ? 40 : 60);
  expect(states()).toEqual({ both: 'OK', low: 'OK', high: 'OK' });
  await minutes(4, () => 90);
  expect(states()).toEqual({ both: 'ALARM', low: 'OK', high: 'ALARM' });
  expect(stage.cloudWatch.alarms()[0].reason).toMatch(/^Thresholds Crossed: 1 out of the last 1 datapoints \[90\.0 .*\] was less than the lower thresholds \[30\.\d+\] or greater than the upper thresholds \[69\.\d+\] \(minimum 1 datapoint for OK -> ALARM transition\)\.$/);
  await minutes(4, () => 10);
  expect(states()).toEqual({ both: 'ALARM', low: 'ALARM', high: 'OK' });
  const { MetricAlarms } = await ask(stage, 'DescribeAlarms', { AlarmNames: ['both'] });
  expect(MetricAlarms).toMatchObject([{ ThresholdMetricId: 'band', Metrics: [{ Id: 'm1' }, { Expression: 'ANOMALY_DETECTION_BAND(m1, 2)' }] }]);
  expect((MetricAlarms as object[])[0]).not.toHaveProperty('Threshold');
});

test('what is excluded is not learned from', async () => {
  const stage = new Stage();
  const start = stage.account.clock.now();
  await stage.create('AWS::CloudWatch::AnomalyDetector', 'Detector', {
    ...METRIC, Stat: 'Average', Configuration: { ExcludedTimeRanges: [{ StartTime: new Date(start).toISOString(), EndTime: new Date(start + 30 * MINUTE).toISOString() }] },
  });
  await ask(stage, 'PutMetricAlarm', { AlarmName: 'a', ...banded('GreaterThanUpperThreshold') });
  for (let i = 0; i < 65; i++) {
    await put(stage, i < 30 ? 1000 : 10 + i % 2);
    await stage.advance(MINUTE);
  }
  expect(stage.cloudWatch.alarms()[0].state).toBe('OK');
  for (let i = 0; i < 4; i++) {
    await put(stage, 20);
    await stage.advance(MINUTE);
  }
  expect(stage.cloudWatch.alarms()[0].state).toBe('ALARM');
});

test('detectors are made, described and deleted by calls, and by templates', async () => {
  const stage = new Stage();
  const properties = { ...METRIC, Stat: 'p99' };
  const { physicalId, attributes } = await stage.create('AWS::CloudWatch::AnomalyDetector', 'Detector', properties);
  expect(attributes).toEqual({ Id: physicalId });
  await expect(stage.create('AWS::CloudWatch::AnomalyDetector', 'Detector', properties)).rejects.toThrow(/already exists/);
  await ask(stage, 'PutAnomalyDetector', { SingleMetricAnomalyDetector: { Namespace: 'y', MetricName: 'Load', Stat: 'Average' }, Configuration: { MetricTimezone: 'UTC' } });
  expect(await ask(stage, 'DescribeAnomalyDetectors', { Namespace: 'y' })).toMatchObject({ AnomalyDetectors: [{ MetricName: 'Load', Stat: 'Average', Configuration: { MetricTimezone: 'UTC' } }] });
  await ask(stage, 'DeleteAnomalyDetector', { Namespace: 'y', MetricName: 'Load', Stat: 'Average' });
  await expect(ask(stage, 'DeleteAnomalyDetector', { Namespace: 'y', MetricName: 'Load', Stat: 'Average' })).rejects.toThrow(/does not exist/);
  await stage.delete('AWS::CloudWatch::AnomalyDetector', 'Detector', physicalId, properties);
  expect(await ask(stage, 'DescribeAnomalyDetectors')).toEqual({ AnomalyDetectors: [] });
  await expect(stage.create('AWS::CloudWatch::AnomalyDetector', 'Detector', { MetricMathAnomalyDetector: {} })).rejects.toThrow(/does not know MetricMathAnomalyDetector/);
});

test.each([
  ['no threshold metric', { ThresholdMetricId: undefined }, /ThresholdMetricId is required/],
  ['a threshold metric that is no band', { ThresholdMetricId: 'm1' }, /with an ANOMALY_DETECTION_BAND, got 'm1'/],
  ['a band around nothing', banded('GreaterThanUpperThreshold', 'ANOMALY_DETECTION_BAND(m2)'), /no metric or expression m2/],
  ['a band without a width', banded('GreaterThanUpperThreshold', 'ANOMALY_DETECTION_BAND(m1, 0)'), /expected ANOMALY_DETECTION_BAND/],
])('an alarm on a band with %s', async (_, change, message) => {
  await expect(new Stage().create('AWS::CloudWatch::Alarm', 'Alarm', { ...banded('GreaterThanUpperThreshold'), ...change })).rejects.toThrow(message);
});

test('alarms watch percentiles', async () => {
  const stage = new Stage();
  await stage.create('AWS::CloudWatch::Alarm', 'Slow', {
    ...METRIC, AlarmName: 'slow', ExtendedStatistic: 'p90', Period: 60, EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', Threshold: 10,
  });
  const spread = async (most: number) => {
    for (let i = 1; i <= 10; i++) await put(stage, i === 10 ? 99 : i * most / 9);
    await stage.advance(3 * MINUTE);
  };
  // Of ten values the ninth.
  await spread(9);
  expect(stage.cloudWatch.alarms()[0].state).toBe('OK');
  await spread(10);
  expect(stage.cloudWatch.alarms()[0].state).toBe('ALARM');
  expect(await ask(stage, 'DescribeAlarms')).toMatchObject({ MetricAlarms: [{ ExtendedStatistic: 'p90' }] });
  // A set of values does not tell its percentiles.
  const MetricData = [{ MetricName: 'Load', StatisticValues: { SampleCount: 9, Sum: 90, Minimum: 1, Maximum: 20 } }];
  await ask(stage, 'PutMetricData', { Namespace: 'x', MetricData });
  await stage.advance(3 * MINUTE);
  expect(stage.cloudWatch.alarms()[0].state).toBe('INSUFFICIENT_DATA');
});
