import { checkDashboard } from '../../../src/services/cloudwatch/dashboard-body';
import { REGION, Stage } from '../scheduler/stage';

describe('a dashboard', () => {
  const METRIC = { type: 'metric', x: 0, y: 0, width: 12, height: 6, properties: { view: 'timeSeries', region: REGION, metrics: [['x', 'Load', { stat: 'Sum' }]] } };

  test('is kept', async () => {
    const stage = new Stage();
    const { physicalId } = await stage.create('AWS::CloudWatch::Dashboard', 'Board', { DashboardBody: JSON.stringify({ widgets: [METRIC] }) });
    expect(stage.cloudWatch.dashboard(physicalId)).toEqual({ widgets: [METRIC] });
    await stage.delete('AWS::CloudWatch::Dashboard', 'Board', physicalId, {});
    expect(stage.cloudWatch.dashboard(physicalId)).toBeUndefined();
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
    ['an axis that there is none of', { ...METRIC, properties: { ...METRIC.properties, metrics: [['x', 'Load', { yAxis: 'top' }]] } }, '/properties/metrics/0/yAxis: must be one of left, right'],
    ['an odd period', { ...METRIC, properties: { ...METRIC.properties, period: 90 } }, '/properties/period: must be 1, 5, 10, 20, 30 or a multiple of 60'],
    ['the same id twice', { ...METRIC, properties: { ...METRIC.properties, metrics: [['x', 'A', { id: 'a' }], ['x', 'B', { id: 'a' }]] } }, '/properties/metrics: ids must be unique'],
    ['a line at no time', { ...METRIC, properties: { ...METRIC.properties, annotations: { vertical: [{ value: 'soon' }] } } }, '/properties/annotations/vertical/0/value: must be a time'],
    ['no region', { ...METRIC, properties: { metrics: [] } }, '/properties/region: must be a text'],
  ])('%s is told', (_, widget, problem) => {
    expect(checkDashboard({ widgets: [widget] })).toEqual([`/widgets/0${problem}`]);
  });

  test('what it shows of time is told', () => {
    expect(checkDashboard({ widgets: [], start: '-PT8H', end: '2026-01-01T00:00:00Z', periodOverride: 'inherit' })).toEqual([]);
    expect(checkDashboard({ widgets: [], start: '8 hours', periodOverride: 'never' })).toEqual([
      '/start: must be a duration like -PT8H, or a time', '/periodOverride: must be one of auto, inherit',
    ]);
  });

  test('maths and shorthands are right', () => {
    const metrics = [['x', 'Load', 'Host', 'a'], ['.', '.', '.', 'b'], ['...', 'c', { label: 'C' }], [{ expression: 'SUM(METRICS())' }]];
    expect(checkDashboard({ widgets: [{ ...METRIC, properties: { ...METRIC.properties, metrics } }] })).toEqual([]);
  });
});
