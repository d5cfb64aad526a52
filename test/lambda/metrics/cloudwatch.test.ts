import type { JsonClient } from '../../../lambda/aws/json-client';
import { CloudWatchMetricData } from '../../../lambda/metrics/cloudwatch';
import type { MetricExportRequest } from '../../../src/metrics/metric-export-contract';

const REQUEST = { Namespace: 'Lightsail', Dimensions: {} } as MetricExportRequest;
const METRIC = { kind: 'Instance', resourceName: 'web', name: 'CPUUtilization', unit: 'Percent', period: 300_000 } as const;

test('all pages of what CloudWatch has are read: what is not seen would be put again', async () => {
  const pages = [
    { MetricDataResults: [{ Id: 'm0', Timestamps: [300], Values: [1] }], NextToken: 'more' },
    { MetricDataResults: [{ Id: 'm0', Timestamps: [600], Values: [2] }] },
  ];
  const tokens: unknown[] = [];
  const client = { call: async (_: string, { NextToken }: { NextToken?: string }) => pages[tokens.push(NextToken) - 1] } as unknown as JsonClient;
  const [found] = await new CloudWatchMetricData(client, client).read(REQUEST, [METRIC], 'SampleCount', 0, 900_000);
  expect([...found]).toEqual([[300_000, 1], [600_000, 2]]);
  expect(tokens).toEqual([undefined, 'more']);
});

test('a token that comes back unchanged is an error', async () => {
  const client = { call: async () => ({ NextToken: 'more' }) } as unknown as JsonClient;
  await expect(new CloudWatchMetricData(client, client).read(REQUEST, [METRIC], 'Sum', 0, 1)).rejects.toThrow('the same page token twice');
});
