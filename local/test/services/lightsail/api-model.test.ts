import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { MODEL_FILE, readModel, writeModel } from '../../../tools/lightsail-api-model';

// After an upgrade of the client: npm run lightsail-api-model -w local
test('the committed model of the API is that of the npm client', () => {
  expect(readFileSync(MODEL_FILE, 'utf8')).toBe(writeModel(readModel()));
});

test('the model tells operations, members, what is required, and enums', () => {
  const { operations, structures, enums } = readModel();
  expect(operations.GetInstanceMetricData).toEqual({ input: 'GetInstanceMetricDataRequest', output: 'GetInstanceMetricDataResult' });
  expect(structures.GetInstanceMetricDataRequest).toEqual({
    members: {
      instanceName: 'string',
      metricName: { enum: 'InstanceMetricName' },
      period: 'number',
      startTime: 'timestamp',
      endTime: 'timestamp',
      unit: { enum: 'MetricUnit' },
      statistics: { list: { enum: 'MetricStatistic' } },
    },
    required: ['instanceName', 'metricName', 'period', 'startTime', 'endTime', 'unit', 'statistics'],
  });
  // A map's values are an enum's, or its keys are.
  expect(structures.Container.members.ports).toEqual({ map: { enum: 'ContainerServiceProtocol' } });
  expect(structures.LoadBalancer.members.configurationOptions).toEqual({ map: 'string' });
  expect(enums.IpAddressType).toEqual(['dualstack', 'ipv4', 'ipv6']);
});

test('nothing of the client is needed at run time: only its types are imported', () => {
  const folder = join(__dirname, '../../../src');
  const files = readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(100);
  for (const name of files) {
    const imports = readFileSync(join(folder, name), 'utf8').match(/^import [^;]*'(@aws-sdk\/client-lightsail|@smithy\/[^']+)';/gm) ?? [];
    expect({ name, imports: imports.filter((line) => !line.startsWith('import type ')) }).toEqual({ name, imports: [] });
  }
});
