import type { Point } from 'cdk-local-cloud/engine';
import { CONNECTIONS, CPU, DAY, ExportStage, HOUR, MINUTE, NAMESPACE, REGION, REQUESTS, START } from './stage';
import { expectSame } from './truth';
import type { ExportedResource } from '../../../src/metrics/metric-export-contract';

const T0 = START + DAY;

/** A value each minute: whole numbers, so that sums are exact. */
function minutes(from: number, to: number, lateness = 0, value = (minute: number) => minute % 97): Point[] {
  return Array.from({ length: (to - from) / MINUTE }, (_, index) => {
    const at = from + index * MINUTE;
    return [at, value(at / MINUTE), at + lateness];
  });
}

/** Every metric of the stage, with values from a day before the first run on. */
function measured(stage: ExportStage, until: number, lateness = 0): ExportStage {
  stage.measure('web', 'CPUUtilization', minutes(START, until, lateness));
  stage.measure('db', 'DatabaseConnections', minutes(START, until, lateness));
  stage.measure('lb', 'RequestCount', minutes(START, until, lateness));
  return stage;
}

const ALL = [CPU, CONNECTIONS, REQUESTS];

const THROTTLED = { effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' } } as const;
const DENIED = {
  service: 'lightsail', operation: 'GetInstanceMetricData', effect: { type: 'error', code: 'AccessDeniedException', message: 'not authorized', status: 403 },
} as const;

describe('a run', () => {
  test('puts each datapoint once, with its own time and all of its statistics', async () => {
    const stage = measured(new ExportStage(), T0 + HOUR);
    await stage.runAll(T0, T0 + HOUR);
    await stage.advanceTo(T0 + 4 * HOUR);
    expect(await expectSame(stage, ALL, T0, T0 + 50 * MINUTE, [5 * MINUTE])).toBeGreaterThan(500);
    const [datum] = stage.cloudWatch.data(NAMESPACE, 'CPUUtilization', { InstanceName: 'web' });
    expect(datum).toMatchObject({ unit: 'Percent', statistics: { sampleCount: 5 } });
  });

  test('is one invocation and a few calls, however many metrics there are; only the calls of Lightsail grow', async () => {
    const counts = [];
    for (const metrics of [1, 10, 100]) {
      const stage = new ExportStage();
      stage.resources = Array.from({ length: metrics }, (_, index): ExportedResource => {
        stage.lightsail.seedInstance(REGION, `web-${index}`);
        stage.measure(`web-${index}`, 'CPUUtilization', minutes(START, T0 + HOUR));
        return ['Instance', `web-${index}`, [['CPUUtilization', 'Percent', 300]]];
      });
      await stage.runAll(T0, T0 + 25 * MINUTE);
      stage.account.calls.length = 0;
      stage.invocations = 0;
      await stage.run(T0 + 30 * MINUTE);
      counts.push({ metrics, invocations: stage.invocations, lightsail: stage.calls('GetInstanceMetricData'), put: stage.calls('PutMetricData'), get: stage.calls('GetMetricData') });
    }
    expect(counts).toEqual([1, 10, 100].map((metrics) => ({ metrics, invocations: 1, lightsail: metrics, put: 1, get: 0 })));
  });

  test('asks CloudWatch once an hour, about each of the later looks', async () => {
    const stage = measured(new ExportStage(), T0 + 3 * HOUR);
    await stage.runAll(T0, T0 + 2 * HOUR - 5 * MINUTE);
    stage.account.calls.length = 0;
    await stage.runAll(T0 + 2 * HOUR, T0 + 3 * HOUR - 5 * MINUTE);
    expect(stage.calls('GetMetricData')).toBe(3);
    expect(stage.calls('PutMetricData')).toBe(12);
  });

  test('of too many datapoints for one invocation is done by several, one after the other', async () => {
    const stage = new ExportStage();
    stage.resources = Array.from({ length: 60 }, (_, index): ExportedResource => {
      stage.lightsail.seedDatabase(REGION, `db-${index}`);
      stage.measure(`db-${index}`, 'DatabaseConnections', minutes(START, T0 + 10 * HOUR));
      return ['RelationalDatabase', `db-${index}`, [['DatabaseConnections', 'Count', 60]]];
    });
    await stage.run(T0 - 5 * MINUTE);
    await stage.run(T0);
    stage.lines.length = 0;
    await stage.run(T0 + 9.5 * HOUR);
    const parts = stage.decisions('exported');
    expect(parts.map(({ error, left }) => [error, Number(left) > 0])).toEqual([
      ['20000 datapoints are enough for one invocation', true], ['20000 datapoints are enough for one invocation', true], [undefined, false],
    ]);
    expect(Math.max(...parts.map(({ datapoints }) => Number(datapoints)))).toBeLessThan(23_000);
    await stage.advanceTo(T0 + 13 * HOUR);
    await expectSame(stage, stage.resources, T0 - 12 * HOUR, T0 - 4 * HOUR, []);
  });

  test('refuses a time that is not on the grid', async () => {
    await expect(new ExportStage().deliver(T0 + MINUTE)).rejects.toThrow(/multiples of 5 minutes/);
  });
});

describe('exactly once', () => {
  test('a doubled run, at the same time or later', async () => {
    const stage = measured(new ExportStage(), T0 + 2 * HOUR);
    for (let run = T0; run <= T0 + HOUR; run += 5 * MINUTE) {
      await stage.advanceTo(run);
      await Promise.all([stage.deliver(run), stage.deliver(run)]);
      await stage.settle(run + MINUTE);
      await stage.deliver(run);
    }
    expect(stage.decisions('claimed-already')).toHaveLength(26);
    await stage.advanceTo(T0 + 4 * HOUR);
    await expectSame(stage, ALL, T0, T0 + 50 * MINUTE, [HOUR]);
  });

  test.each([[1], [4], [10], [30], [60], [119]])('%d missed runs', async (missed) => {
    const stage = measured(new ExportStage(), T0 + 2 * DAY);
    await stage.runAll(T0, T0 + HOUR);
    await stage.runAll(T0 + HOUR + (missed + 1) * 5 * MINUTE, T0 + 30 * HOUR);
    await stage.advanceTo(T0 + 33 * HOUR);
    await expectSame(stage, ALL, T0, T0 + 12 * HOUR, [HOUR]);
  });

  test.each([[5], [40], [100], [5 * 60], [11 * 60]])('datapoints that are %d minutes late', async (late) => {
    const stage = measured(new ExportStage(), T0 + 8 * HOUR, late * MINUTE);
    await stage.runAll(T0, T0 + 24 * HOUR);
    await stage.advanceTo(T0 + 27 * HOUR);
    await expectSame(stage, ALL, T0, T0 + 8 * HOUR, [HOUR]);
  });

  test('a datapoint that grows after it was put', async () => {
    const stage = new ExportStage();
    stage.resources = [CPU];
    stage.measure('web', 'CPUUtilization', minutes(T0, T0 + HOUR).map(([at, value], index): Point => [at, value, index % 5 === 3 ? at + 40 * MINUTE : at]));
    await stage.runAll(T0, T0 + 3 * HOUR);
    await stage.advanceTo(T0 + 5 * HOUR);
    expect(stage.cloudWatch.data(NAMESPACE, 'CPUUtilization')).toHaveLength(24);
    await expectSame(stage, [CPU], T0, T0 + HOUR, [HOUR]);
  });

  test.each(['before', 'after'] as const)('the function dies %s its data arrive', async (crash) => {
    const stage = measured(new ExportStage(), T0 + 4 * HOUR);
    await stage.runAll(T0, T0 + 30 * MINUTE);
    const run = T0 + 35 * MINUTE;
    await stage.advanceTo(run);
    stage.crash = crash;
    await stage.deliver(run);
    // Lambda tries again.
    await stage.advanceTo(run + MINUTE);
    await stage.deliver(run);
    await stage.runAll(T0 + 40 * MINUTE, T0 + 4 * HOUR);
    await stage.advanceTo(T0 + 6 * HOUR);
    await expectSame(stage, ALL, T0, T0 + 3 * HOUR, [HOUR]);
  });

  test('the answer of PutMetricData is lost: it is not repeated', async () => {
    const stage = measured(new ExportStage(), T0 + 4 * HOUR);
    await stage.runAll(T0, T0 + 30 * MINUTE);
    stage.account.faults.inject({ service: 'monitoring', operation: 'PutMetricData', effect: { type: 'lose-answer' }, times: 1 });
    await stage.runAll(T0 + 35 * MINUTE, T0 + 4 * HOUR);
    expect(stage.decisions('not-put')).toHaveLength(1);
    await stage.advanceTo(T0 + 6 * HOUR);
    await expectSame(stage, ALL, T0, T0 + 3 * HOUR, [HOUR]);
  });

  test('an interval that is changed, either way', async () => {
    const stage = measured(new ExportStage(), T0 + DAY);
    await stage.runAll(T0, T0 + 55 * MINUTE);
    await stage.runAll(T0 + HOUR, T0 + 3 * HOUR, 30 * MINUTE);
    await stage.runAll(T0 + 3 * HOUR + 5 * MINUTE, T0 + 20 * HOUR);
    await stage.advanceTo(T0 + 23 * HOUR);
    await expectSame(stage, ALL, T0, T0 + 6 * HOUR, [HOUR]);
  });

  test('a run that comes too late leaves its work to the next one', async () => {
    const stage = measured(new ExportStage(), T0 + 2 * HOUR);
    await stage.runAll(T0, T0 + 30 * MINUTE);
    await stage.run(T0 + 40 * MINUTE);
    const calls = stage.account.calls.length;
    await stage.deliver(T0 + 35 * MINUTE);
    expect(stage.decisions('too-late')).toHaveLength(1);
    // It does not even look.
    expect(stage.account.calls.length).toBe(calls);
    await stage.runAll(T0 + 45 * MINUTE, T0 + 2 * HOUR);
    await stage.advanceTo(T0 + 5 * HOUR);
    await expectSame(stage, ALL, T0, T0 + HOUR, [HOUR]);
  });
});

test('a run that cannot claim its place in time puts nothing, and leaves its work to the next one', async () => {
  const stage = measured(new ExportStage(), T0 + 2 * HOUR);
  await stage.runAll(T0, T0 + 30 * MINUTE);
  const call = stage.account.call.bind(stage.account);
  const slow = jest.spyOn(stage.account, 'call').mockImplementation(async (asked) => {
    if (asked.operation === 'GetInstanceMetricData') await stage.account.clock.advance(90 * 1000);
    return call(asked);
  });
  await stage.advanceTo(T0 + 38 * MINUTE);
  await stage.deliver(T0 + 35 * MINUTE);
  slow.mockRestore();
  expect(stage.decisions('too-late')).toHaveLength(1);
  expect(stage.cloudWatch.data(NAMESPACE, 'CPUUtilization').map(({ at }) => at)).not.toContain(T0 + 25 * MINUTE);
  await stage.runAll(T0 + 40 * MINUTE, T0 + 2 * HOUR);
  await stage.advanceTo(T0 + 5 * HOUR);
  await expectSame(stage, ALL, T0, T0 + HOUR, [HOUR]);
});

describe('throttling', () => {
  test('of Lightsail: what is left is done by the waiter', async () => {
    const stage = measured(new ExportStage(), T0 + 2 * HOUR);
    await stage.runAll(T0, T0 + 10 * MINUTE);
    stage.lightsail.limitRate({ callsPerSecond: 0.05, burst: 2 });
    await stage.run(T0 + 15 * MINUTE);
    stage.lightsail.limitRate(undefined);
    expect(stage.decisions('exported').some(({ left }) => Number(left) > 0)).toBe(true);
    await stage.advanceTo(T0 + 20 * MINUTE);
    await expectSame(stage, ALL, T0, T0 + 5 * MINUTE, []);
  });

  test('of PutMetricData: it is refused for certain, and put again', async () => {
    const stage = measured(new ExportStage(), T0 + 2 * HOUR);
    stage.account.faults.inject({
      service: 'monitoring', operation: 'PutMetricData', effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, times: 2,
    });
    await stage.runAll(T0, T0 + 10 * MINUTE);
    expect(stage.decisions('put-again')).toHaveLength(2);
    await stage.advanceTo(T0 + 20 * MINUTE);
    await expectSame(stage, ALL, T0 - 5 * MINUTE, T0 + 5 * MINUTE, []);
  });

  test('of GetMetricData: what must be asked for waits, and is asked for later', async () => {
    const stage = measured(new ExportStage(), T0 + 4 * HOUR, 40 * MINUTE);
    await stage.runAll(T0, T0 + 115 * MINUTE);
    stage.account.faults.inject({
      service: 'monitoring', operation: 'GetMetricData', effect: { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, times: 1,
    });
    await stage.runAll(T0 + 2 * HOUR, T0 + 4 * HOUR);
    await stage.advanceTo(T0 + 6 * HOUR);
    await expectSame(stage, ALL, T0, T0 + 2 * HOUR, [HOUR]);
  });
});

describe('what cannot be exported', () => {
  test('a resource that is gone is reported once, and does not stop the others', async () => {
    const stage = measured(new ExportStage(), T0 + 2 * HOUR);
    stage.resources = [['Instance', 'gone', [['CPUUtilization', 'Percent', 300], ['NetworkIn', 'Bytes', 300]]], ...ALL];
    await stage.runAll(T0, T0 + HOUR);
    expect(stage.events).toEqual([expect.objectContaining({
      stackName: 'shop', export: 'Metrics', namespace: NAMESPACE, resource: { kind: 'Instance', name: 'gone' }, reason: expect.stringMatching(/does not exist/),
    })]);
    expect(stage.decisions('not-exported')).toHaveLength(1);
    await stage.advanceTo(T0 + 3 * HOUR);
    await expectSame(stage, ALL, T0, T0 + 50 * MINUTE, []);
  });

  test('it is reported again after it has been there', async () => {
    const stage = new ExportStage();
    stage.resources = [['Instance', 'gone', [['CPUUtilization', 'Percent', 300]]]];
    await stage.runAll(T0, T0 + 5 * MINUTE);
    expect(stage.events).toHaveLength(1);
    stage.lightsail.seedInstance(REGION, 'gone');
    await stage.run(T0 + 10 * MINUTE);
    await stage.account.call({ service: 'lightsail', region: REGION, operation: 'DeleteInstance', input: { instanceName: 'gone' }, caller: stage.account.root });
    await stage.runAll(T0 + 15 * MINUTE, T0 + 30 * MINUTE);
    expect(stage.events).toHaveLength(2);
  });

  test('it is reported once, though Lightsail throttles each run so that a later part of it finds out', async () => {
    const stage = new ExportStage();
    stage.resources = [...Array.from({ length: 12 }, (_, index): ExportedResource => {
      stage.lightsail.seedInstance(REGION, `web-${index}`);
      return ['Instance', `web-${index}`, [['CPUUtilization', 'Percent', 300]]];
    }), ['Instance', 'gone', [['CPUUtilization', 'Percent', 300]]]];
    for (let run = T0; run <= T0 + HOUR; run += 5 * MINUTE) {
      stage.account.faults.inject({ ...THROTTLED, service: 'lightsail', operation: 'GetInstanceMetricData', times: 1 });
      await stage.run(run);
    }
    expect(new Set(stage.decisions('exported').map(({ part }) => part))).toEqual(new Set(['1', '2']));
    expect(stage.events).toHaveLength(1);
    expect(stage.decisions('not-exported')).toHaveLength(1);
  });

  test('an event that the bus refuses is sent again, those that it took are not', async () => {
    const stage = new ExportStage();
    stage.resources = ['one', 'two', 'three'].map((name): ExportedResource => ['Instance', name, [['CPUUtilization', 'Percent', 300]]]);
    let refusals = 0;
    // More often than it is tried within a run.
    stage.refuseEvent = ({ resource: { name } }) => name === 'two' && refusals++ < 4;
    await stage.runAll(T0, T0 + 5 * MINUTE);
    expect(stage.events.map(({ resource: { name } }) => name).sort()).toEqual(['one', 'three']);
    expect(stage.decisions('not-reported')).toEqual([expect.objectContaining({ metrics: 1, error: 'ThrottlingException: Rate exceeded' })]);
    await stage.runAll(T0 + 10 * MINUTE, T0 + HOUR);
    expect(stage.events.map(({ resource: { name } }) => name).sort()).toEqual(['one', 'three', 'two']);
    expect(stage.decisions('not-exported')).toHaveLength(3);
  });

  test.each([['is refused as a whole', { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }], ['is denied', { type: 'error', code: 'AccessDeniedException', message: 'no', status: 403 }]] as const)(
    'PutEvents %s for a while: it is reported once', async (_, effect) => {
      const stage = new ExportStage();
      stage.resources = [['Instance', 'gone', [['CPUUtilization', 'Percent', 300]]]];
      stage.account.faults.inject({ service: 'events', operation: 'PutEvents', effect, times: 5 });
      await stage.runAll(T0, T0 + HOUR);
      expect(stage.events).toHaveLength(1);
    });

  test('a metric that Lightsail rejects is reported by name', async () => {
    const stage = measured(new ExportStage(), T0 + HOUR);
    stage.resources = [['Instance', 'web', [['Happiness', 'Percent', 300], ['CPUUtilization', 'Percent', 300]]]];
    await stage.runAll(T0, T0 + 20 * MINUTE);
    expect(stage.events).toEqual([expect.objectContaining({ metric: 'Happiness', reason: expect.stringMatching(/^InvalidInputException: /) })]);
    expect(stage.cloudWatch.data(NAMESPACE, 'CPUUtilization').length).toBeGreaterThan(0);
  });

  test('what is denied for a moment is left to a later part', async () => {
    const stage = measured(new ExportStage(), T0 + HOUR);
    await stage.runAll(T0, T0 + 10 * MINUTE);
    stage.account.faults.inject({ ...DENIED, times: 1 });
    await stage.run(T0 + 15 * MINUTE);
    expect(stage.decisions('exported').filter(({ scheduledTime }) => scheduledTime === new Date(T0 + 15 * MINUTE).toISOString())).toEqual([
      expect.objectContaining({ part: '1', windows: 2, left: 1, error: 'AccessDeniedException: not authorized' }),
      expect.objectContaining({ part: '2', windows: 1, left: 0 }),
    ]);
    expect(stage.events).toEqual([]);
    await stage.advanceTo(T0 + HOUR);
    await expectSame(stage, ALL, T0, T0 + 10 * MINUTE, []);
  });

  test('what is denied for two minutes is reported once, and does not stop the others', async () => {
    const stage = measured(new ExportStage(), T0 + 3 * HOUR);
    await stage.runAll(T0, T0 + 10 * MINUTE);
    stage.account.faults.inject(DENIED);
    const denied = stage.now;
    await stage.run(T0 + 15 * MINUTE);
    expect(stage.events).toEqual([expect.objectContaining({ resource: { kind: 'Instance', name: 'web' }, reason: 'AccessDeniedException: not authorized' })]);
    const invocations = stage.invocations;
    await stage.runAll(T0 + 20 * MINUTE, T0 + 40 * MINUTE);
    // Once it is known, no run waits for it any more.
    expect(stage.invocations).toBe(invocations + 5);
    expect(stage.events).toHaveLength(1);
    expect(stage.cloudWatch.data(NAMESPACE, 'DatabaseConnections').some(({ putAt }) => putAt > denied)).toBe(true);
    // Later looks find what could not be read meanwhile.
    stage.account.faults.clear();
    await stage.runAll(T0 + 45 * MINUTE, T0 + 3 * HOUR);
    await stage.advanceTo(T0 + 4 * HOUR);
    await expectSame(stage, ALL, T0, T0 + 40 * MINUTE, []);
  });

  test('a run that is delivered late does not give up at its first try', async () => {
    const stage = measured(new ExportStage(), T0 + HOUR);
    await stage.runAll(T0, T0 + 10 * MINUTE);
    stage.account.faults.inject({ ...DENIED, times: 1 });
    await stage.advanceTo(T0 + 18.5 * MINUTE);
    await stage.deliver(T0 + 15 * MINUTE);
    await stage.settle(T0 + 25 * MINUTE);
    expect(stage.decisions('exported').slice(-1)).toEqual([expect.objectContaining({ part: '2', windows: 1, left: 0 })]);
    expect(stage.events).toEqual([]);
  });

  test('another export puts the same metric: the log says so', async () => {
    const stage = measured(new ExportStage(), T0 + 3 * HOUR);
    await stage.runAll(T0, T0 + 30 * MINUTE);
    const [{ at, statistics }] = stage.cloudWatch.data(NAMESPACE, 'DatabaseConnections').slice(-1);
    await stage.account.call({
      service: 'monitoring',
      region: REGION,
      operation: 'PutMetricData',
      caller: stage.account.root,
      input: {
        Namespace: NAMESPACE,
        MetricData: [{ MetricName: 'DatabaseConnections', Dimensions: [{ Name: 'DatabaseName', Value: 'db' }], Unit: 'Count', Timestamp: at / 1000, Value: statistics.sum }],
      },
    });
    await stage.runAll(T0 + 35 * MINUTE, T0 + 3 * HOUR);
    expect(stage.decisions('surplus')).toHaveLength(1);
  });
});

describe('what the waiter carries', () => {
  /** Names as long as they may be, and as many metrics and dimensions. */
  function largest(): ExportStage {
    const stage = new ExportStage();
    stage.resources = Array.from({ length: 500 }, (_, index): ExportedResource =>
      ['RelationalDatabase', `${'x'.repeat(250)}${index}`.slice(-255), [['NetworkTransmitThroughput', 'Bytes/Second', 60]]]);
    stage.dimensions = Object.fromEntries(Array.from({ length: 29 }, (_, index) => [`${index}`.padStart(255, 'd'), 'x'.repeat(255)]));
    return stage;
  }

  const sizes = (stage: ExportStage) => [...stage.executions.values()].map((text) => Buffer.byteLength(text));

  test('stays below 200 KB, though all of 500 metrics are left to it', async () => {
    const stage = largest();
    await stage.runAll(T0 - 5 * MINUTE, T0 - 5 * MINUTE);
    stage.account.faults.inject({ ...THROTTLED, service: 'lightsail', operation: 'GetRelationalDatabaseMetricData' });
    await stage.run(T0);
    expect(stage.decisions('exported').slice(-1)).toEqual([expect.objectContaining({ left: 2000 })]);
    expect(Math.max(...sizes(stage))).toBeGreaterThan(100_000);
    expect(Math.max(...sizes(stage))).toBeLessThan(200_000);
  });

  test('stays below 200 KB, though all of 500 metrics are unavailable', async () => {
    const stage = largest();
    await stage.runAll(T0 - 5 * MINUTE, T0 + 5 * MINUTE);
    expect(stage.events).toHaveLength(500);
    expect(Math.max(...sizes(stage))).toBeGreaterThan(100_000);
    expect(Math.max(...sizes(stage))).toBeLessThan(200_000);
  });
});

describe('other kinds of resources', () => {
  test('a distribution, in us-east-1; a container service; a bucket, once a day', async () => {
    const stage = new ExportStage();
    const call = (operation: string, input: Record<string, unknown>) =>
      stage.account.call({ service: 'lightsail', region: REGION, operation, input, caller: stage.account.root });
    await call('CreateBucket', { bucketName: 'assets', bundleId: 'small_1_0' });
    await call('CreateContainerService', { serviceName: 'api', power: 'nano', scale: 1 });
    await stage.account.call({
      service: 'lightsail',
      region: 'us-east-1',
      operation: 'CreateDistribution',
      caller: stage.account.root,
      input: { distributionName: 'cdn', origin: { name: 'web', regionName: REGION }, defaultCacheBehavior: { behavior: 'cache' }, bundleId: 'small_1_0' },
    });
    const resources: ExportedResource[] = [
      ['Distribution', 'cdn', [['Requests', 'None', 60]]],
      ['ContainerService', 'api', [['MemoryUtilization', 'Percent', 300]]],
      ['Bucket', 'assets', [['BucketSizeBytes', 'Bytes', 86_400]]],
    ];
    stage.resources = resources;
    const end = T0 + 10 * DAY;
    stage.measure('cdn', 'Requests', minutes(T0, T0 + 2 * HOUR), 'us-east-1');
    stage.measure('api', 'MemoryUtilization', minutes(T0, T0 + 2 * HOUR));
    // The third one comes two days late.
    stage.measure('assets', 'BucketSizeBytes', Array.from({ length: 7 }, (_, day): Point => {
      const at = T0 + day * DAY;
      return [at, 1000 + day, at + (day === 2 ? 4 : 1.4) * DAY];
    }));
    await stage.runAll(T0, end, HOUR);
    await stage.advanceTo(end + 3 * DAY);
    await expectSame(stage, resources, T0, T0 + 2 * HOUR, []);
    await expectSame(stage, resources.slice(2), T0, T0 + 3 * DAY, []);
    expect(stage.cloudWatch.data(NAMESPACE, 'BucketSizeBytes')).toHaveLength(7);
  }, 60_000);
});
