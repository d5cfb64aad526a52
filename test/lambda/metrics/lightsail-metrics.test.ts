import type { LightsailClients } from '../../../lambda/lightsail/client';
import { LightsailMetricData } from '../../../lambda/metrics/lightsail-metrics';

const FROM = Date.UTC(2026, 0, 5, 10);
const MINUTE = 60_000;
const METRIC = { kind: 'Instance', resourceName: 'web', name: 'CPUUtilization', unit: 'Percent', period: 5 * MINUTE } as const;
const point = (at: number) => ({ timestamp: new Date(at), sampleCount: 5, sum: 10, minimum: 1, maximum: 3 });

async function read(metricData: object[]) {
  const clients = { read: { send: async () => ({ metricData }) } } as unknown as LightsailClients;
  const points = await new LightsailMetricData('eu-central-1', () => clients).read(METRIC, { look: 0, from: FROM, to: FROM + 10 * MINUTE, ask: false });
  return points.map(({ at }) => (at - FROM) / MINUTE);
}

test('of what Lightsail returns, a window takes what begins in it: its end is the next window\'s', async () => {
  expect(await read([-5, 0, 5, 10, 15].map((minutes) => point(FROM + minutes * MINUTE)))).toEqual([0, 5]);
});

test('a period without all of its statistics is no datapoint', async () => {
  const whole = point(FROM);
  for (const lack of [{ sampleCount: 0 }, { sum: undefined }, { minimum: undefined }, { timestamp: undefined }]) {
    expect(await read([{ ...whole, ...lack }])).toEqual([]);
  }
  expect(await read([{ ...whole, sum: 0, minimum: 0, maximum: 0 }])).toEqual([0]);
});
