import { DAY, MINUTE, START } from './stage';
import { type HttpAnswer, NetworkError } from '../../../lambda/aws/http';
import { JsonClient } from '../../../lambda/aws/json-client';
import { SignedClient } from '../../../lambda/aws/signed-client';
import { type Addition, CloudWatchMetricData } from '../../../lambda/metrics/cloudwatch';
import { putAll } from '../../../lambda/metrics/put-all';
import type { MetricExportRequest } from '../../../src/metrics/metric-export-contract';

const REQUEST: MetricExportRequest = {
  StackId: 'arn',
  StackName: 'shop',
  LogicalId: 'Metrics',
  Namespace: 'Lightsail',
  ScheduledTime: '2026-01-01T00:00:00Z',
  Dimensions: { Stage: 'prod' },
  Resources: [],
};

function additions(count: number): Addition[] {
  const metric = { kind: 'Instance', resourceName: 'web', name: 'NetworkIn', unit: 'Bytes', period: 5 * MINUTE } as const;
  return Array.from({ length: count }, (_, index) => ({
    metric, point: { at: START + index * MINUTE, sampleCount: 1, sum: 2, minimum: 2, maximum: 2 },
  }));
}

async function put(count: number, ...answers: Array<HttpAnswer | Error>) {
  return putFor(REQUEST, count, answers);
}

async function putFor(request: MetricExportRequest, count: number, answers: Array<HttpAnswer | Error> = []) {
  const bodies: Array<{ MetricData: unknown[] }> = [];
  const pauses: number[] = [];
  const client = new SignedClient({
    endpoint: new URL('https://monitoring.eu-central-1.amazonaws.com/'),
    region: 'eu-central-1',
    service: 'monitoring',
    credentials: async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' }),
    now: () => START + DAY,
    attempts: 1,
    send: async ({ body }) => {
      bodies.push(JSON.parse(body) as { MetricData: unknown[] });
      const answer = answers.shift() ?? { status: 200, body: '{}' };
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  const json = new JsonClient(client, '1.0', 'GraniteServiceVersion20100801');
  const done = await putAll(request, additions(count), {
    cloudWatch: new CloudWatchMetricData(json, json), log: () => undefined, sleep: async (milliseconds) => { pauses.push(milliseconds); },
  });
  return { done, pauses, sizes: bodies.map(({ MetricData }) => MetricData.length), bodies };
}

const failure = (type: string, status: number): HttpAnswer => ({ status, body: JSON.stringify({ __type: type, message: 'x' }) });

test('a statistic set has the dimensions of the export and of the resource', async () => {
  const { bodies } = await put(1);
  expect(bodies[0]).toEqual({
    Namespace: 'Lightsail',
    MetricData: [{
      MetricName: 'NetworkIn',
      Dimensions: [{ Name: 'Stage', Value: 'prod' }, { Name: 'InstanceName', Value: 'web' }],
      Timestamp: START / 1000,
      Unit: 'Bytes',
      StatisticValues: { SampleCount: 1, Sum: 2, Minimum: 2, Maximum: 2 },
    }],
  });
});

test('at most a thousand go into a call, and at most half a megabyte', async () => {
  const { done, sizes } = await put(2500);
  expect(done).toBe(2500);
  expect(sizes.reduce((total, size) => total + size, 0)).toBe(2500);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1000);
  expect((await put(0)).sizes).toEqual([]);
});

test.each([
  ['a lost connection', new NetworkError('ECONNRESET', 'x')],
  ['a fault of the server', failure('InternalServiceFault', 500)],
  ['a throttling with the status of a fault', failure('ThrottlingException', 503)],
  ['no permission', failure('AccessDeniedException', 403)],
])('%s is not tried again: the data may be there, or never will', async (_, answer) => {
  expect(await put(1, answer)).toMatchObject({ done: 0, sizes: [1], pauses: [] });
});

test('a refusal for now is tried again, three times', async () => {
  const throttled = failure('ThrottlingException', 400);
  expect(await put(1, throttled, throttled)).toMatchObject({ done: 1, sizes: [1, 1, 1], pauses: [300, 900] });
  expect(await put(1, throttled, throttled, throttled, throttled)).toMatchObject({ done: 0, sizes: [1, 1, 1, 1] });
});

test('long dimensions make calls of fewer datapoints: a call has at most a megabyte', async () => {
  const Dimensions = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`Name${index}`, 'x'.repeat(250)]));
  const { done, bodies } = await putFor({ ...REQUEST, Dimensions }, 1000);
  expect(done).toBe(1000);
  expect(Math.max(...bodies.map((body) => JSON.stringify(body).length))).toBeLessThan(600_000);
});
