import * as fs from 'node:fs';
import { slowDown } from './slow-down';
import { Database, DatabaseMetric, Instance, InstanceMetric, type LightsailMetric, MetricExport } from '../../../src';
import { DAY, HOUR, MINUTE, REGION, SECOND, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

/** How many calls of Lightsail the function has under way. */
const AT_ONCE = 4;
const NOON = Date.UTC(2026, 0, 5, 12);

beforeEach(() => { cloud = new TestCloud({ beginning: NOON - 20 * MINUTE }); });
afterEach(() => cloud.close());

/** An export of so many metrics, each with a value a minute from a quarter to eleven on; before its run at noon. */
async function exporting(count: number): Promise<void> {
  const { lightsail } = cloud.cloud;
  await cloud.deployed((stack) => {
    const metrics: LightsailMetric[] = [];
    for (let index = 0; metrics.length < count; index++) {
      lightsail.seedInstance(REGION, `web-${index}`);
      metrics.push(...InstanceMetric.all(Instance.fromInstanceName(stack, `Web${index}`, `web-${index}`)).slice(0, count - metrics.length));
    }
    new MetricExport(stack, 'Metrics', { metrics });
    for (const { resourceName, metricName } of metrics) {
      lightsail.monitoring.measure(REGION, { resourceName, metricName, value: 50, from: NOON - 75 * MINUTE, duration: 2 * HOUR });
    }
  });
  await cloud.cloud.advance(NOON - MINUTE - cloud.cloud.account.clock.now());
}

/** What the next run does: how many calls of each operation, and how long its longest invocation takes. */
async function nextRun(): Promise<{ readonly longest: number; readonly counts: Readonly<Record<string, number>> }> {
  const { account } = cloud.cloud;
  const [calls, invocations] = [account.calls.length, cloud.invocations().length];
  await cloud.cloud.advance(5 * MINUTE);
  const its = cloud.invocations().slice(invocations);
  const counts: Record<string, number> = { invocations: its.length };
  const ofFunction = account.calls.slice(calls).filter(({ call }) => call.caller.roleName !== undefined && call.operation !== 'Invoke');
  for (const { call: { operation } } of ofFunction) counts[operation] = (counts[operation] ?? 0) + 1;
  return { longest: Math.max(...its.map(({ start, end = Number.NaN }) => end - start)), counts };
}

test.each([10, 50, 100])('%d metrics: one invocation a run, and calls that grow with them', async (count) => {
  await exporting(count);
  slowDown(cloud.cloud.account, ['lightsail', 'monitoring', 'states'], 100, 300);
  const few = { invocations: 1, DescribeExecution: 1, StartExecution: 1, PutMetricData: 1 };
  // The first run of an hour looks once more at three older hours; of one of them there are values.
  const hourly = await nextRun();
  expect(hourly.counts).toEqual({ ...few, GetInstanceMetricData: 4 * count, GetMetricData: 1 });
  expect(hourly.longest).toBeLessThan(2 * SECOND + 4 * count * 300 / AT_ONCE);
  for (let run = 0; run < 2; run++) {
    const { counts, longest } = await nextRun();
    expect(counts).toEqual({ ...few, GetInstanceMetricData: count });
    expect(longest).toBeLessThan(2 * SECOND + count * 300 / AT_ONCE);
  }
  expect(cloud.running()).toEqual([]);
}, 120_000);

/** The most memory that the function's process ever had, in MB; Linux keeps count of it. */
function largestResidentSize(): number {
  const sizes = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((id) => {
    try {
      const status = fs.readFileSync(`/proc/${id}/status`, 'utf8');
      const isFunction = fs.readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('--max-semi-space-size=6\0--max-old-space-size=116\0');
      return isFunction && Number(/PPid:\s+(\d+)/.exec(status)?.[1]) === process.pid ? Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024 : 0;
    } catch {
      // It has ended meanwhile.
      return 0;
    }
  });
  return Math.max(...sizes);
}

(fs.existsSync('/proc/self/status') ? test : test.skip)('a hundred metrics of databases, with a day of values each, fit into 128 MB', async () => {
  const { lightsail } = cloud.cloud;
  await cloud.deployed((stack) => {
    const metrics = Array.from({ length: 20 }, (_, index) => {
      lightsail.seedDatabase(REGION, `db-${index}`);
      return DatabaseMetric.all(Database.fromDatabaseName(stack, `Db${index}`, `db-${index}`));
    }).flat().slice(0, 100);
    expect(metrics).toHaveLength(100);
    new MetricExport(stack, 'Metrics', { metrics });
    for (const { resourceName, metricName } of metrics) {
      lightsail.monitoring.measure(REGION, { resourceName, metricName, value: 50, from: NOON - DAY, duration: 2 * DAY });
    }
  });
  // The first run is the largest: it reads the day.
  await cloud.cloud.advance(12 * MINUTE);
  expect(largestResidentSize()).toBeGreaterThan(50);
  expect(largestResidentSize()).toBeLessThan(110);
}, 120_000);

test('what is too much for the time of one invocation is done by another one', async () => {
  await exporting(100);
  slowDown(cloud.cloud.account, ['lightsail'], 500, 1500);
  const { counts, longest } = await nextRun();
  expect(counts).toMatchObject({ invocations: 2, GetInstanceMetricData: 400, PutMetricData: 2 });
  expect(longest).toBeGreaterThan(60 * SECOND);
  expect(longest).toBeLessThan(65 * SECOND);
  expect(cloud.running()).toEqual([]);
}, 120_000);
