import { put } from './put';
import { REGION, Stage } from '../scheduler/stage';

const DAY = 24 * 60 * 60 * 1000;

async function ask(stage: Stage, operation: string, input: Record<string, unknown> = {}) {
  return (await stage.account.call({ service: 'monitoring', region: REGION, operation, input, caller: stage.account.root })).output;
}

const METRIC = { Namespace: 'x', MetricName: 'Load' };
const ALARM = { Threshold: 50, EvaluationPeriods: 2, ComparisonOperator: 'GreaterThanThreshold' };

test('lists metrics until two weeks after their last value', async () => {
  const stage = new Stage();
  await put(stage, 1);
  const MetricData = [{ MetricName: 'Load', Value: 1, Dimensions: [{ Name: 'Host', Value: 'a' }] }];
  await ask(stage, 'PutMetricData', { Namespace: 'x', MetricData });
  const host = { ...METRIC, Dimensions: [{ Name: 'Host', Value: 'a' }] };
  expect(await ask(stage, 'ListMetrics')).toEqual({ Metrics: [{ ...METRIC, Dimensions: [] }, host] });
  expect(await ask(stage, 'ListMetrics', { Namespace: 'x', Dimensions: [{ Name: 'Host' }] })).toEqual({ Metrics: [host] });
  expect(await ask(stage, 'ListMetrics', { Namespace: 'y' })).toEqual({ Metrics: [] });
  await stage.advance(15 * DAY);
  expect(await ask(stage, 'ListMetrics')).toEqual({ Metrics: [] });
  await expect(ask(stage, 'ListMetrics', { RecentlyActive: 'PT3H' })).rejects.toThrow(/does not know RecentlyActive/);
});

test('describes alarms as they were made, a page at a time', async () => {
  const stage = new Stage();
  await stage.create('AWS::CloudWatch::Alarm', 'A', { ...ALARM, ...METRIC, AlarmName: 'a', Statistic: 'Sum', Period: 60 });
  const Metrics = [
    { Id: 'load', ReturnData: false, MetricStat: { Metric: METRIC, Stat: 'Sum', Period: 60 } }, { Id: 'double', Expression: 'load * 2' },
  ];
  await stage.create('AWS::CloudWatch::Alarm', 'B', { ...ALARM, AlarmName: 'b', Metrics });
  const first = await ask(stage, 'DescribeAlarms', { MaxRecords: 1 });
  expect(first.MetricAlarms).toEqual([expect.objectContaining({ AlarmName: 'a', StateValue: 'INSUFFICIENT_DATA', ...METRIC, Statistic: 'Sum', Period: 60, Threshold: 50 })]);
  const second = await ask(stage, 'DescribeAlarms', { MaxRecords: 1, NextToken: first.NextToken });
  expect(second).not.toHaveProperty('NextToken');
  expect(second.MetricAlarms).toEqual([expect.objectContaining({
    AlarmName: 'b',
    Metrics: [
      expect.objectContaining({ Id: 'load', MetricStat: expect.objectContaining({ Stat: 'Sum' }) }),
      expect.objectContaining({ Expression: 'load * 2', ReturnData: true }),
    ],
  })]);
  expect((await ask(stage, 'DescribeAlarms', { StateValue: 'ALARM' })).MetricAlarms).toEqual([]);
});

test('gives dashboards back', async () => {
  const stage = new Stage();
  const body = { widgets: [{ type: 'text', properties: { markdown: 'x' } }] };
  await stage.create('AWS::CloudWatch::Dashboard', 'Board', { DashboardName: 'board', DashboardBody: JSON.stringify(body) });
  expect(await ask(stage, 'ListDashboards')).toEqual({ DashboardEntries: [expect.objectContaining({ DashboardName: 'board' })] });
  expect(JSON.parse(String((await ask(stage, 'GetDashboard', { DashboardName: 'board' })).DashboardBody))).toEqual(body);
  await expect(ask(stage, 'GetDashboard', { DashboardName: 'other' })).rejects.toMatchObject({ code: 'ResourceNotFound' });
});
