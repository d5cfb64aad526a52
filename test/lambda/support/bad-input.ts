import { Account, Lightsail } from 'cdk-local-cloud/engine';
import fc from 'fast-check';
import { tamperedWith } from './hostile-values';
import type { HttpAnswer, HttpRequest } from '../../../lambda/aws/http';
import type { LightsailClients } from '../../../lambda/lightsail/client';
import { ScheduleAction } from '../../../src/schedules/schedule-contract';
import { lightsailTransport } from '../../support/lightsail-transport';
import { request as scheduleRequest } from '../schedules/request';

const REGION = 'eu-central-1';
export const BAD_INPUT_TIME = Date.UTC(2026, 2, 2, 2, 0, 30);
/** What the response URL must be protected for. */
const SECRET = '5ec2e7f00d';
const RESPONSE_URL = `https://cloudformation-custom-resource-response.s3.amazonaws.com/answer?X-Amz-Date=20260302T020025Z&X-Amz-Signature=${SECRET}`;
const STACK_ID = `arn:aws:cloudformation:${REGION}:123456789012:stack/shop/11111111-2222-3333-4444-555555555555`;
const MAX_ANSWER_BYTES = 4096;

type Handler = (event: unknown) => Promise<unknown>;

/** What Lightsail, AWS's other services and CloudFormation see of one call of the function. */
export class World {
  readonly account = new Account({ id: '123456789012', now: BAD_INPUT_TIME });
  private readonly lightsail = new Lightsail(this.account);
  private readonly connect = lightsailTransport(this.account);
  /** What was put to a response URL. */
  readonly puts: HttpRequest[] = [];
  /** What the waiter was started with. */
  readonly executions: unknown[] = [];
  readonly lines: string[] = [];
  private readonly before: string;

  constructor() {
    this.lightsail.seedInstance(REGION, 'web');
    this.lightsail.seedDatabase(REGION, 'db');
    this.lightsail.seedDisk(REGION, 'disk');
    this.lightsail.instantly(REGION, 'CreateRelationalDatabaseSnapshot', { relationalDatabaseName: 'db', relationalDatabaseSnapshotName: 'db-by-hand' });
    this.lightsail.instantly(REGION, 'CreateInstanceSnapshot', { instanceName: 'web', instanceSnapshotName: 'web-by-hand' });
    this.before = this.seeded();
  }

  clients(region: string): LightsailClients {
    return this.connect(region);
  }

  async send(request: HttpRequest): Promise<HttpAnswer> {
    if (request.method === 'PUT') {
      this.puts.push(request);
      return { status: 200, body: '' };
    }
    const operation = request.headers['x-amz-target']?.split('.').pop() ?? new URLSearchParams(request.body).get('Action') ?? '';
    const input = (): { input?: string } => JSON.parse(request.body) as { input?: string };
    switch (operation) {
      case 'StartExecution':
        this.executions.push(JSON.parse(input().input ?? ''));
        return { status: 200, body: '{}' };
      case 'DescribeExecution': return { status: 400, body: JSON.stringify({ __type: 'ExecutionDoesNotExist', message: 'Execution Does Not Exist' }) };
      case 'PutEvents': return { status: 200, body: JSON.stringify({ FailedEntryCount: 0, Entries: [] }) };
      case 'GetCalendarState': return { status: 200, body: JSON.stringify({ State: 'OPEN' }) };
      case 'PutMetricData':
      case 'GetMetricData': return { status: 200, body: '{}' };
      case 'DescribeStacks':
      case 'DescribeStackResource':
      case 'GetTemplate': return { status: 400, body: '<Error><Code>ValidationError</Code><Message>Stack does not exist</Message></Error>' };
      default: throw new Error(`A call that nobody asked for: ${request.method} ${request.url.host} ${operation}`);
    }
  }

  /** Problems with how the function took an event: none, if all is well. */
  async problemsWith(handler: Handler, event: unknown): Promise<string[]> {
    const problems: string[] = [];
    let refused = false;
    try {
      problems.push(...stateProblems(await handler(event)));
    } catch (error) {
      refused = true;
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      if (!/^Error: (Unknown event: got |A metric export runs at multiples of )/.test(text) || text.length > 2_000) problems.push(`rejected with ${text.slice(0, 300)}`);
    }
    if (this.puts.length > 1) problems.push(`${this.puts.length} answers`);
    for (const put of this.puts) problems.push(...answerProblems(put, event));
    const asked = typeof event === 'object' && event !== null && 'ResponseURL' in event ? event.ResponseURL : undefined;
    const canBeAnswered = typeof asked === 'string' && /^https?:/.test(asked) && URL.canParse(asked);
    if (asked !== undefined && !refused && canBeAnswered && this.puts.length + this.executions.length === 0) problems.push('neither answered nor handed over');
    if (this.seeded() !== this.before) problems.push('something foreign was changed');
    if (this.lines.some((line) => line.includes(SECRET))) problems.push('the response URL was logged');
    if ('polluted' in {}) problems.push('the prototype of all objects was changed');
    return problems;
  }

  /** What was there before, as it is now. A database that a schedule names may be started and stopped. */
  private seeded(): string {
    return JSON.stringify(this.lightsail.inventory(REGION)
      .filter(({ name }) => ['web', 'db', 'disk', 'db-by-hand', 'web-by-hand'].includes(name))
      .map(({ name, kind, tags }) => ({ name, kind, tags })));
  }
}

function stateProblems(state: unknown): string[] {
  if (state === undefined) return [];
  const { done, seconds, continuation } = JSON.parse(JSON.stringify(state)) as { done: unknown; seconds: unknown; continuation: unknown };
  const isState = typeof done === 'boolean' && typeof seconds === 'number' && seconds >= 0 && Number.isInteger(seconds) && typeof continuation === 'object';
  return isState ? [] : [`the waiter cannot go on with ${JSON.stringify({ done, seconds })}`];
}

function answerProblems({ url, body }: HttpRequest, event: unknown): string[] {
  const { Status: status, Reason: reason = '', ...ids } = JSON.parse(body) as { Status?: string; Reason?: string };
  const problems: string[] = [];
  const idBytes = Buffer.byteLength(JSON.stringify(ids));
  // CloudFormation's own ids are short; with longer ones nothing can be cut.
  if (idBytes < 3_000 && Buffer.byteLength(body) > MAX_ANSWER_BYTES) problems.push(`an answer of ${Buffer.byteLength(body)} bytes`);
  if (status !== 'SUCCESS' && status !== 'FAILED') problems.push(`answered ${String(status)}`);
  if (status === 'FAILED' && idBytes < 3_000 && !/[.)]$/.test(reason)) problems.push(`no clear reason: ${reason.slice(0, 200)}`);
  if (/defect of the library|undefined|\[object/.test(reason)) problems.push(`no clear reason: ${reason.slice(0, 200)}`);
  const asked = JSON.stringify(event);
  if (!asked.includes(JSON.stringify(url.href).slice(1, -1)) && !asked.includes(url.host)) problems.push(`answered to ${url.href}`);
  return problems;
}

const SNAPSHOT = { ServiceToken: 'arn', SourceKind: 'database', SourceName: 'db', TimeoutSeconds: '1800', Tags: [{ Key: 'a', Value: 'b' }] };
const ALARM = {
  ServiceToken: 'arn',
  MetricName: 'CPUUtilization',
  MonitoredResourceName: 'web',
  MonitoredResourceType: 'Instance',
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: '80',
  EvaluationPeriods: '2',
  DatapointsToAlarm: '2',
  TreatMissingData: 'missing',
  ContactProtocols: ['Email'],
  NotificationEnabled: 'true',
  TimeoutSeconds: '300',
};
const DISTRIBUTION = {
  ServiceToken: 'arn',
  DistributionName: 'cdn',
  BundleId: 'small_1_0',
  DefaultBehavior: 'cache',
  Origin: { Name: 'web', RegionName: REGION, ProtocolPolicy: 'http-only' },
  CacheSettings: { DefaultTtlSeconds: '60', Headers: { Forward: 'allow-list', AllowList: ['Host'] } },
  TimeoutSeconds: '3000',
};

/** Custom resources as they should be. */
const RESOURCES: ReadonlyArray<readonly [type: string, properties: Readonly<Record<string, unknown>>]> = [
  ['DatabaseSnapshot', SNAPSHOT],
  ['InstanceSnapshot', { ...SNAPSHOT, SourceKind: 'instance', SourceName: 'web', SnapshotName: 'web-1' }],
  ['FinalSnapshot', SNAPSHOT],
  ['Alarm', ALARM],
  ['ContactMethod', { ServiceToken: 'arn', Protocol: 'Email', Endpoint: 'ops@example.com', TimeoutSeconds: '300' }],
  ['Distribution', DISTRIBUTION],
  ['DistributionCacheReset', { ServiceToken: 'arn', DistributionName: 'cdn', ResetCacheOn: '1', TimeoutSeconds: '300' }],
];

const EVENTS = RESOURCES.flatMap(([type, properties]) => {
  const event = {
    RequestType: 'Create',
    ResponseURL: RESPONSE_URL,
    StackId: STACK_ID,
    RequestId: 'a1b2c3d4',
    ResourceType: `Custom::Lightsail${type}`,
    LogicalResourceId: 'Resource',
    ResourceProperties: properties,
  };
  const existing = { ...event, PhysicalResourceId: type.endsWith('InstanceSnapshot') ? 'web-by-hand' : 'db-by-hand' };
  return [event, { ...existing, RequestType: 'Update', OldResourceProperties: { ...properties, TimeoutSeconds: '900' } }, { ...existing, RequestType: 'Delete' }];
});

const POLICIES = [
  { Type: 'count', Count: 3 }, { Type: 'age', Seconds: 3600 }, { Type: 'tiered', Daily: 1, Weekly: 1, Monthly: 1, TimeZone: 'Europe/Berlin' },
];
const SCHEDULES = [
  { Action: ScheduleAction.START_DATABASE, Targets: [{ Kind: 'database', Name: 'db' }] },
  { Action: ScheduleAction.STOP_DATABASE, Targets: [{ Kind: 'database', Name: 'db' }], KeepStopped: true, SnapshotBeforeStop: true, Retention: POLICIES[0] },
  { Action: ScheduleAction.KEEP_DATABASE_STOPPED, Targets: [{ Kind: 'database', Name: 'db' }] },
  ...POLICIES.map((Retention) => ({
    Action: ScheduleAction.TAKE_SNAPSHOT, Targets: [{ Kind: 'instance', Name: 'web' }], TargetTags: [{ Kind: 'disk', Tags: { a: 'b' } }], Retention, CopyTo: ['eu-west-1'],
  })),
  { Action: ScheduleAction.REPORT_SNAPSHOT_AGE, Targets: [{ Kind: 'disk', Name: 'disk' }], Calendars: ['holidays'] },
].map((more) => ({ CdkLightsailSchedule: JSON.parse(JSON.stringify({ ...scheduleRequest(), Start: '2026-01-01T00:00:00.000Z', ...more })) as unknown }));

const EXPORT = {
  CdkLightsailMetricExport: {
    StackId: STACK_ID,
    StackName: 'shop',
    LogicalId: 'Metrics',
    Namespace: 'Lightsail',
    ScheduledTime: '2026-03-02T02:00:00Z',
    Dimensions: { Stage: 'test' },
    Resources: [['Instance', 'web', [['CPUUtilization', 'Percent', 300]]], ['RelationalDatabase', 'db', [['DatabaseConnections', 'Count', 60]]]],
  },
};

/** Everything that the function is called with, as it should be. */
export const GOOD_EVENTS: readonly unknown[] = [...EVENTS, ...SCHEDULES, EXPORT];

/** What comes to the function, tampered with. `continuations`: what the function itself handed to the waiter. */
export function badInput(continuations: readonly unknown[]): fc.Arbitrary<unknown> {
  const failed = continuations.map((state) => ({ ...state as object, failure: { Error: 'Runtime.ExitError', Cause: '{"errorMessage":"killed"}' } }));
  return fc.constantFrom(...GOOD_EVENTS, ...continuations, ...failed).chain(tamperedWith);
}
