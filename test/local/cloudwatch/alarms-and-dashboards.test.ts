import { checkDashboard } from '../../../local/cloudwatch/dashboard-body';
import { REGION, Stage } from '../scheduler/stage';

const MINUTE = 60_000;

function put(stage: Stage, value: number, at = stage.account.clock.now()) {
  const MetricData = [{ MetricName: 'Load', Value: value, Unit: 'Percent', Timestamp: at / 1000 }];
  return stage.account.call({ service: 'monitoring', region: REGION, operation: 'PutMetricData', input: { Namespace: 'x', MetricData }, caller: stage.account.root });
}

const ALARM = {
  Namespace: 'x', MetricName: 'Load', Statistic: 'Average', Period: 60, ComparisonOperator: 'GreaterThanThreshold', Threshold: 50, EvaluationPeriods: 2,
};

async function get(stage: Stage, input: Record<string, unknown>) {
  const { output } = await stage.account.call({ service: 'monitoring', region: REGION, operation: 'GetMetricData', input, caller: stage.account.root });
  return output as { MetricDataResults: Array<{ Timestamps: Date[]; Values: number[] }>; NextToken?: string };
}

const query = (Stat: string, Period = 60, more = {}) => [{ Id: 'q', MetricStat: { Metric: { Namespace: 'x', MetricName: 'Load' }, Period, Stat, ...more } }];

describe('GetMetricData', () => {
  test('adds up what was put, values and sets alike', async () => {
    const stage = new Stage();
    const at = stage.account.clock.now();
    await put(stage, 10);
    await stage.account.call({
      service: 'monitoring',
      region: REGION,
      operation: 'PutMetricData',
      caller: stage.account.root,
      input: { Namespace: 'x', MetricData: [{ MetricName: 'Load', Unit: 'Percent', Timestamp: at / 1000, StatisticValues: { SampleCount: 3, Sum: 60, Minimum: 5, Maximum: 40 } }] },
    });
    await stage.advance(5 * MINUTE);
    const range = { StartTime: at / 1000, EndTime: at / 1000 + 60 };
    const values = await Promise.all(['SampleCount', 'Sum', 'Minimum', 'Maximum', 'Average'].map(async (Stat) =>
      (await get(stage, { ...range, MetricDataQueries: query(Stat) })).MetricDataResults[0].Values));
    expect(values).toEqual([[4], [70], [5], [40], [17.5]]);
    expect((await get(stage, { ...range, MetricDataQueries: query('Sum', 60, { Unit: 'Count' }) })).MetricDataResults[0].Values).toEqual([]);
  });

  test('shows nothing at once, and what is old after hours', async () => {
    const stage = new Stage();
    const now = stage.account.clock.now();
    await put(stage, 1);
    await put(stage, 2, now - 4 * 60 * MINUTE);
    const input = { StartTime: now / 1000 - 86_400, EndTime: now / 1000 + 60, MetricDataQueries: query('Sum') };
    expect((await get(stage, input)).MetricDataResults[0].Values).toEqual([]);
    await stage.advance(3 * MINUTE);
    expect((await get(stage, input)).MetricDataResults[0].Values).toEqual([1]);
    await stage.advance(120 * MINUTE);
    expect((await get(stage, input)).MetricDataResults[0].Values).toEqual([1, 2]);
  });

  test.each([
    ['no query', { MetricDataQueries: [] }],
    ['an odd period', { MetricDataQueries: query('Sum', 90) }],
    ['an end before the start', { EndTime: 0, MetricDataQueries: query('Sum') }],
    ['the same id twice', { MetricDataQueries: [...query('Sum'), ...query('Sum')] }],
  ])('refuses %s', async (_, input) => {
    const stage = new Stage();
    const now = stage.account.clock.now() / 1000;
    await expect(get(stage, { StartTime: now - 60, EndTime: now, ...input })).rejects.toMatchObject({ code: 'InvalidParameterValueException' });
  });

  test('does not know percentiles and maths', async () => {
    const stage = new Stage();
    await expect(get(stage, { StartTime: 0, EndTime: 60, MetricDataQueries: query('p99') })).rejects.toThrow(/the statistic p99/);
    await expect(get(stage, { StartTime: 0, EndTime: 60, MetricDataQueries: [{ Id: 'e', Expression: 'a + b' }] })).rejects.toThrow(/metric math/);
  });
});

test.each([
  ['a set of nothing', { SampleCount: 0, Sum: 0, Minimum: 0, Maximum: 0 }],
  ['a minimum beyond the maximum', { SampleCount: 1, Sum: 1, Minimum: 2, Maximum: 1 }],
])('PutMetricData refuses %s', async (_, StatisticValues) => {
  const { account } = new Stage();
  await expect(account.call({
    service: 'monitoring', region: REGION, operation: 'PutMetricData', caller: account.root, input: { Namespace: 'x', MetricData: [{ MetricName: 'Load', StatisticValues }] },
  })).rejects.toMatchObject({ code: 'InvalidParameterValueException' });
});

test('PutMetricData refuses what is older than two weeks', async () => {
  const stage = new Stage();
  await expect(put(stage, 1, stage.account.clock.now() - 15 * 24 * 60 * MINUTE)).rejects.toThrow(/two weeks/);
});

test('an alarm follows its metric, tells a topic, and keeps its state when it changes', async () => {
  const stage = new Stage();
  const { physicalId: topic } = await stage.create('AWS::SNS::Topic', 'Topic', {});
  const properties = { ...ALARM, AlarmActions: [topic], TreatMissingData: 'missing' };
  const { physicalId } = await stage.create('AWS::CloudWatch::Alarm', 'Alarm', properties);
  const alarm = () => stage.scheduling.cloudWatch.alarms()[0];
  expect(alarm().state).toBe('INSUFFICIENT_DATA');
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
  await stage.update('AWS::CloudWatch::Alarm', 'Alarm', physicalId, { ...properties, Threshold: 60 }, properties);
  expect(alarm()).toMatchObject({ state: 'ALARM', threshold: 60 });
  await stage.advance(10 * MINUTE);
  expect(alarm().state).toBe('INSUFFICIENT_DATA');
  expect(stage.scheduling.sns.messages(topic).map((message) => (JSON.parse(message) as { NewStateValue: string }).NewStateValue)).toEqual(['ALARM']);
  await stage.delete('AWS::CloudWatch::Alarm', 'Alarm', physicalId, properties);
  expect(stage.scheduling.cloudWatch.alarms()).toEqual([]);
});

test.each([
  ['a comparison with a band', { ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold' }, /does not know the comparison operator/],
  ['an action of EC2', { AlarmActions: ['arn:aws:automate:eu-central-1:ec2:stop'] }, /does not know the alarm action/],
  ['more datapoints than periods', { DatapointsToAlarm: 3 }, /DatapointsToAlarm is invalid/],
])('an alarm with %s', async (_, change, message) => {
  await expect(new Stage().create('AWS::CloudWatch::Alarm', 'Alarm', { ...ALARM, ...change })).rejects.toThrow(message);
});

describe('a dashboard', () => {
  const METRIC = { type: 'metric', x: 0, y: 0, width: 12, height: 6, properties: { view: 'timeSeries', region: REGION, metrics: [['x', 'Load', { stat: 'Sum' }]] } };

  test('is kept', async () => {
    const stage = new Stage();
    const { physicalId } = await stage.create('AWS::CloudWatch::Dashboard', 'Board', { DashboardBody: JSON.stringify({ widgets: [METRIC] }) });
    expect(stage.scheduling.cloudWatch.dashboard(physicalId)).toEqual({ widgets: [METRIC] });
    await stage.delete('AWS::CloudWatch::Dashboard', 'Board', physicalId, {});
    expect(stage.scheduling.cloudWatch.dashboard(physicalId)).toBeUndefined();
  });

  test('with a body that is none is refused', async () => {
    const create = (DashboardBody: string) => new Stage().create('AWS::CloudWatch::Dashboard', 'Board', { DashboardBody });
    await expect(create('{')).rejects.toThrow(/the body is no JSON/);
    await expect(create('{"widgets":[{"type":"graph"}]}')).rejects.toThrow(/1 validation errors: \/widgets\/0\/type: must be one of metric/);
  });

  test.each([
    ['wider than the board', { ...METRIC, x: 16 }, '/x: the widget ends beyond column 24'],
    ['no height', { ...METRIC, height: 0 }, '/height: must be a whole number from 1 to 1000'],
    ['a text without text', { type: 'text', properties: {} }, '/properties/markdown: must be a text'],
    ['half a dimension', { ...METRIC, properties: { ...METRIC.properties, metrics: [['x', 'Load', 'Host']] } }, '/properties/metrics/0: must have a namespace, a name, and pairs of dimensions'],
    ['a line at no value', { ...METRIC, properties: { ...METRIC.properties, annotations: { horizontal: [{ label: 'x' }] } } }, '/properties/annotations/horizontal/0/value: must be a number'],
    ['no region', { ...METRIC, properties: { metrics: [] } }, '/properties/region: must be a text'],
  ])('%s is told', (_, widget, problem) => {
    expect(checkDashboard({ widgets: [widget] })).toEqual([`/widgets/0${problem}`]);
  });

  test('maths and shorthands are right', () => {
    const metrics = [['x', 'Load', 'Host', 'a'], ['.', '.', '.', 'b'], ['...', 'c', { label: 'C' }], [{ expression: 'SUM(METRICS())' }]];
    expect(checkDashboard({ widgets: [{ ...METRIC, properties: { ...METRIC.properties, metrics } }] })).toEqual([]);
  });
});
