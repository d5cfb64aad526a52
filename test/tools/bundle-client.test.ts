import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Readable } from 'node:stream';
import * as plain from '@aws-sdk/client-lightsail';
import { NormalizedSchema } from '@smithy/core/schema';
import { build } from 'esbuild';
import { bundleOptions } from '../../tools/bundle-options';

const ROOT = path.join(__dirname, '..', '..');

interface Sent {
  readonly hostname: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The client as the function has it. */
let bundled: typeof plain;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-client-'));

beforeAll(async () => {
  const outfile = path.join(folder, 'client.js');
  const contents = `export { ${[...commands(), 'LightsailClient'].join(', ')} } from '@aws-sdk/client-lightsail'`;
  await build({ ...bundleOptions(ROOT), stdin: { contents, resolveDir: ROOT }, outfile });
  bundled = jest.requireActual<typeof plain>(outfile);
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** The commands that the function's code imports. */
function commands(): string[] {
  const sources = fs.readdirSync(path.join(ROOT, 'lambda'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const names = sources.flatMap((file) => fs.readFileSync(path.join(ROOT, 'lambda', file), 'utf8').match(/\b[A-Z]\w+Command(?=[,\s(])/g) ?? []);
  return [...new Set(names)].filter((name) => name in plain).sort();
}

/** Makes a call with one of the clients; tells what it sent, and what the caller got. */
async function call(client: typeof plain, name: string, input: Record<string, unknown>, answers: readonly Answer[]) {
  const left = [...answers];
  const sent: unknown[] = [];
  const lightsail = new client.LightsailClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: Sent) => {
        // What the SDK says of its retries.
        const { 'amz-sdk-invocation-id': _, 'amz-sdk-request': __, ...headers } = request.headers;
        sent.push({ hostname: request.hostname, path: request.path, method: request.method, headers, body: new TextDecoder().decode(request.body) });
        const answer = left.shift() ?? { status: 500, body: '{}' };
        return { response: { statusCode: answer.status, headers: { 'x-amzn-requestid': 'id' }, body: Readable.from([Buffer.from(answer.body)]) } };
      },
    },
  });
  const Command = (client as unknown as Record<string, new (input: unknown) => plain.GetOperationCommand>)[name];
  const result = await lightsail.send(new Command(input)).then(
    (output: unknown) => ({ output }),
    (error: Error & Record<string, unknown>) => ({
      name: error.name, message: error.message, code: error.code, docs: error.docs, tip: error.tip, fault: error.$fault, metadata: error.$metadata,
    }),
  );
  return { sent, result };
}

const ok = (output: unknown): Answer => ({ status: 200, body: JSON.stringify(output) });
const refused = (status: number, body: unknown): Answer => ({ status, body: typeof body === 'string' ? body : JSON.stringify(body) });

const CASES: Array<readonly [what: string, command: string, input: Record<string, unknown>, answers: readonly Answer[]]> = [
  ['a time with a fraction', 'GetOperationCommand', { operationId: 'x' }, [ok({ operation: { id: 'x', createdAt: 1767225600.123, isTerminal: true, status: 'Future' } })]],
  ['members that nobody knows', 'GetRelationalDatabaseCommand', { relationalDatabaseName: 'shop-db' }, [ok({
    relationalDatabase: { name: 'shop-db', createdAt: 1767225600, state: 'available', tags: [{ key: 'a' }, { key: 'ü', value: '✓' }], future: { x: [1] } },
  })]],
  ['texts that must be escaped', 'TagResourceCommand', { resourceName: 'a"b\\c\n', tags: [{ key: '✓ü€\u0001', value: '' }] }, [ok({ operations: [] })]],
  ['numbers, lists, booleans and what is undefined', 'PutAlarmCommand', {
    alarmName: 'x',
    metricName: 'CPUUtilization',
    monitoredResourceName: 'w',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0.1,
    evaluationPeriods: 3,
    contactProtocols: ['Email'],
    notificationEnabled: false,
    tags: undefined,
  }, [ok({ operations: [{ id: '1' }] })]],
  ['times in a request', 'GetInstanceMetricDataCommand', {
    instanceName: 'web',
    metricName: 'CPUUtilization',
    period: 300,
    unit: 'Percent',
    statistics: ['Sum'],
    startTime: new Date(1767225600500),
    endTime: new Date(1767229200000),
  }, [ok({ metricName: 'CPUUtilization', metricData: [{ timestamp: 1767225600, sum: 1.5, sampleCount: 5, unit: 'Percent' }] })]],
  ['a request longer than its first buffer', 'CreateDistributionCommand', {
    distributionName: 'cdn',
    bundleId: 'small_1_0',
    origin: { name: 'web', regionName: 'eu-central-1' },
    defaultCacheBehavior: { behavior: 'cache' },
    cacheBehaviors: Array.from({ length: 100 }, (_, index) => ({ path: `/${'ä'.repeat(50)}/${index}`, behavior: 'dont-cache' })),
  }, [ok({ distribution: { name: 'cdn', createdAt: 1767225600 } })]],
  ['no body at all', 'DeleteInstanceSnapshotCommand', { instanceSnapshotName: 'x' }, [{ status: 200, body: '' }]],
  ['an error of the service', 'GetInstanceCommand', { instanceName: 'x' }, [refused(404, {
    __type: 'NotFoundException', code: 'NotFoundException', message: 'No.', docs: 'https://d', tip: 't',
  })]],
  ['an error that the model lacks', 'GetInstancesCommand', {}, [refused(400, { __type: 'com.amazon#ThrottlingException', message: 'Rate exceeded' })]],
  ['an error with a narrower code', 'CreateDiskSnapshotCommand', { diskName: 'd', diskSnapshotName: 's' }, [refused(400, { __type: 'InvalidInputException', code: 'NameExists', message: 'in use' })]],
  ['a list', 'GetDisksCommand', {}, [ok({ disks: [{ name: 'd', createdAt: 0 }] })]],
  ['a fault: it is sent once', 'GetDisksCommand', {}, [refused(500, { __type: 'ServiceException', message: 'sorry' })]],
  ['an answer that is no JSON', 'GetDisksCommand', {}, [refused(502, '<html>')]],
];

test('covers commands that the function calls', () => {
  expect(commands().length).toBeGreaterThan(30);
  expect(CASES.map(([, command]) => command).filter((command) => !commands().includes(command))).toEqual([]);
});

describe('the client of the bundle sends and reads what the plain one does', () => {
  beforeEach(() => jest.useFakeTimers({ now: Date.UTC(2026, 0, 1), doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'] }));
  afterEach(() => jest.useRealTimers());
  afterEach(() => jest.restoreAllMocks());

  test.each(CASES)('%s', async (_, command, input, answers) => {
    const expected = await call(plain, command, input, answers);
    const got = await call(bundled, command, input, answers);
    expect(withoutUserAgent(got)).toEqual(withoutUserAgent(expected));
    expect(got.sent).toHaveLength(Math.max(1, answers.length));
  });

  /** What the two say of themselves may differ, and with it the signature. The bundle has no retries to count. */
  function withoutUserAgent(made: unknown): unknown {
    return JSON.parse(JSON.stringify(made, (key, value: unknown) => {
      if (['attempts', 'totalRetryDelay'].includes(key)) return undefined;
      return /^(x-amz-)?user-agent$|^authorization$/.test(key) ? typeof value : value;
    }));
  }
});

describe('what the trims rely on', () => {
  const schemas = Object.entries(plain).filter(([name]) => name.endsWith('$')).map(([, value]) => value as unknown);

  /** Every schema that a request, an answer or an error is made of. */
  function* all(schema: NormalizedSchema, seen = new Set<unknown>()): Generator<NormalizedSchema> {
    yield schema;
    const raw: unknown = schema.getSchema();
    if (typeof raw === 'object' && seen.has(raw)) return;
    seen.add(raw);
    if (schema.isStructSchema()) for (const [, member] of schema.structIterator()) yield* all(member, seen);
    if (schema.isListSchema() || schema.isMapSchema()) yield* all(schema.getValueSchema(), seen);
  }

  // 9: an operation; its request and answer are among the others.
  const members = schemas.filter((schema) => Array.isArray(schema) && schema[0] !== 9)
    .flatMap((schema) => [...all(NormalizedSchema.of(schema as never))]);

  test('no numbers that JavaScript cannot hold, no documents, no streams', () => {
    expect(members.length).toBeGreaterThan(1000);
    expect(members.some((member) => member.isTimestampSchema())).toBe(true);
    expect(members.filter((member) => member.isBigIntegerSchema() || member.isBigDecimalSchema())).toEqual([]);
    expect(members.filter((member) => member.isDocumentSchema() || member.isStreaming())).toEqual([]);
  });

  test('no maps, blobs or idempotency tokens in the requests of the function', () => {
    const exported = plain as unknown as Readonly<Record<string, readonly unknown[]>>;
    const requests = commands().flatMap((name) => [...all(NormalizedSchema.of(exported[name.replace(/Command$/, '$')][4] as never))]);
    expect(requests.length).toBeGreaterThan(100);
    expect(requests.filter((member) => member.isMapSchema() || member.isBlobSchema() || member.isIdempotencyToken())).toEqual([]);
  });

  test('times are seconds', () => {
    const times = members.filter((member) => member.isTimestampSchema());
    expect(times.filter((member) => member.getMergedTraits().timestampFormat !== undefined)).toEqual([]);
    // 4: without a format of its own.
    expect(times.filter((member) => member.getSchema() !== 4)).toEqual([]);
  });
});
