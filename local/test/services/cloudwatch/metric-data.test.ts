import { put } from './put';
import { getMetricData } from '../../../src/services/cloudwatch/get-metric-data';
import { REGION, Stage } from '../scheduler/stage';

const MINUTE = 60_000;

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

  test('gives the newest first or the oldest, so many at once', async () => {
    const stage = new Stage();
    const at = stage.account.clock.now();
    for (let minute = 0; minute < 5; minute++) await put(stage, minute, at + minute * MINUTE);
    await stage.advance(15 * MINUTE);
    const input = { StartTime: at / 1000, EndTime: at / 1000 + 600, MetricDataQueries: query('Sum') };
    const all = async (more: Record<string, unknown>) => {
      const pages: number[][] = [];
      let next: string | undefined;
      do {
        const page = await get(stage, { ...input, ...more, ...next !== undefined && { NextToken: next } });
        pages.push(page.MetricDataResults[0].Values);
        next = page.NextToken;
      } while (next !== undefined);
      return pages;
    };
    expect(await all({})).toEqual([[4, 3, 2, 1, 0]]);
    expect(await all({ ScanBy: 'TimestampDescending', MaxDatapoints: 2 })).toEqual([[4, 3], [2, 1], [0]]);
    expect(await all({ ScanBy: 'TimestampAscending', MaxDatapoints: 2 })).toEqual([[0, 1], [2, 3], [4]]);
    for (const wrong of [{ ScanBy: 'Sideways' }, { MaxDatapoints: 0 }, { MaxDatapoints: 100_801 }]) {
      await expect(get(stage, { ...input, ...wrong })).rejects.toMatchObject({ code: 'InvalidParameterValueException' });
    }
    await expect(get(stage, { ...input, NextToken: 'x' })).rejects.toMatchObject({ code: 'InvalidNextToken' });
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

  test('gives pages, which may end within a series', async () => {
    const input = { StartTime: 0, EndTime: 600, MetricDataQueries: [...query('Sum'), { ...query('Maximum')[0], Id: 'r' }] };
    const find = () => [3, 2, 1, 0].map((minute): [number, number] => [minute * MINUTE, minute]);
    const pages: unknown[] = [];
    let NextToken: unknown;
    do {
      const call = { service: 'monitoring', region: REGION, operation: 'GetMetricData', caller: { accessKeyId: 'AKIA', arn: 'arn' } };
      const page = getMetricData({ ...call, input: { ...input, ...NextToken !== undefined && { NextToken } } }, 3, find);
      pages.push((page.MetricDataResults as Array<{ Values: number[] }>).map(({ Values }) => Values));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(pages).toEqual([[[3, 2, 1], []], [[0], [3, 2]], [[], [1, 0]]]);
  });

  test('works out expressions, and returns what is to be returned', async () => {
    const stage = new Stage();
    const at = stage.account.clock.now();
    await put(stage, 6);
    await stage.advance(5 * MINUTE);
    const MetricDataQueries = [{ ...query('Sum')[0], ReturnData: false }, { Id: 'rate', Expression: 'q / PERIOD(q)', Label: 'per second' }];
    const { MetricDataResults } = await get(stage, { StartTime: at / 1000, EndTime: at / 1000 + 120, MetricDataQueries });
    expect(MetricDataResults).toMatchObject([{ Id: 'rate', Label: 'per second', Timestamps: [new Date(at)], Values: [0.1] }]);
  });

  test('does not know trimmed means', async () => {
    await expect(get(new Stage(), { StartTime: 0, EndTime: 60, MetricDataQueries: query('tm99') })).rejects.toThrow(/the statistic tm99/);
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
