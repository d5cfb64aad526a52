import {
  Account, addPoints, CloudWatch, type CloudWatchOptions, jsonProtocol, Lightsail, type Point, Region, ServiceError,
} from 'cdk-local-cloud/engine';
import type { StackResource } from '../../../lambda/aws/cloudformation';
import { type HttpAnswer, type HttpRequest, NetworkError } from '../../../lambda/aws/http';
import { JsonClient } from '../../../lambda/aws/json-client';
import { SignedClient } from '../../../lambda/aws/signed-client';
import type { Claims } from '../../../lambda/metrics/claims';
import { CloudWatchMetricData } from '../../../lambda/metrics/cloudwatch';
import { isMetricExportContinuation, type MetricExportContinuation } from '../../../lambda/metrics/continuation';
import { LightsailMetricData } from '../../../lambda/metrics/lightsail-metrics';
import { EventNotices } from '../../../lambda/metrics/notices';
import { MetricExportRuns } from '../../../lambda/metrics/runs';
import type { ExportedResource, MetricExportRequest, NotExported } from '../../../src/metrics/metric-export-contract';
import type { WaiterState } from '../../../src/provider/waiter-contract';
import { lightsailTransport } from '../../support/lightsail-transport';

export const REGION = 'eu-central-1';
export const START = Date.UTC(2026, 0, 5);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const NAMESPACE = 'Lightsail';

export const CPU: ExportedResource = ['Instance', 'web', [['CPUUtilization', 'Percent', 300]]];
export const CONNECTIONS: ExportedResource = ['RelationalDatabase', 'db', [['DatabaseConnections', 'Count', 60]]];
export const REQUESTS: ExportedResource = ['LoadBalancer', 'lb', [['RequestCount', 'Count', 60]]];

/** What the claims answer: how many datapoints, and of what. */
export interface Line {
  readonly decision?: string;
  readonly [name: string]: unknown;
}

/** The code of metric exports against the local Lightsail and CloudWatch on virtual time. The Scheduler and the waiter are scripts. */
export class ExportStage {
  readonly account = new Account({ id: '123456789012', now: START });
  private readonly clients = lightsailTransport(this.account);
  readonly lightsail = new Lightsail(this.account);
  readonly cloudWatch: CloudWatch;
  readonly events: NotExported[] = [];
  readonly lines: Line[] = [];
  /** Set to kill the function at its next PutMetricData: before it is carried out, or after. */
  crash?: 'before' | 'after';
  resources: ExportedResource[] = [CPU, CONNECTIONS, REQUESTS];
  dimensions: Record<string, string> = {};
  readonly executions = new Map<string, string>();
  /** The stack that the export belongs to; another one has claims of its own. */
  stackId = 'arn:aws:cloudformation:eu-central-1:123456789012:stack/shop/1';
  /** The provider that carries the runs out; another one has a waiter, and so claims, of its own. */
  provider = 'one';
  /** When CloudFormation changed the schedule. Undefined: it does not answer. */
  scheduleChangedAt?: number = START - DAY;
  /** Which entries PutEvents refuses, one by one. */
  refuseEvent?: (event: NotExported) => boolean;
  invocations = 0;
  private pending: Array<{ readonly at: number; readonly provider: string; readonly state: WaiterState<MetricExportContinuation> }> = [];

  constructor(options: CloudWatchOptions = {}) {
    this.cloudWatch = new CloudWatch(this.account, options);
    this.account.add({
      name: 'events',
      authorization: () => [],
      handle: async ({ input }) => {
        const entries = (input.Entries as Array<{ Detail: string }>).map(({ Detail }) => JSON.parse(Detail) as NotExported);
        const refused = entries.map((entry) => this.refuseEvent?.(entry) ?? false);
        this.events.push(...entries.filter((_, index) => !refused[index]));
        return {
          FailedEntryCount: refused.filter(Boolean).length,
          Entries: refused.map((isRefused, index) => isRefused ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' } : { EventId: `${index}` }),
        };
      },
    });
    this.lightsail.seedInstance(REGION, 'web');
    this.lightsail.seedDatabase(REGION, 'db');
    this.lightsail.seedLoadBalancer(REGION, 'lb');
  }

  get now(): number {
    return this.account.clock.now();
  }

  request(run: number): MetricExportRequest {
    return {
      StackId: this.stackId,
      StackName: 'shop',
      LogicalId: 'Metrics',
      Namespace: NAMESPACE,
      ScheduledTime: new Date(run).toISOString(),
      Dimensions: this.dimensions,
      Resources: this.resources,
    };
  }

  /** An update of the stack hands the schedule to another provider. What the old one began, it ends. */
  changeProvider(provider: string): void {
    this.provider = provider;
    this.scheduleChangedAt = this.now;
  }

  /** The stack goes, with its waiter, and is deployed again. */
  redeploy(): void {
    this.stackId = this.stackId.replace(/\d+$/, (count) => String(Number(count) + 1));
    this.scheduleChangedAt = this.now;
    this.pending = [];
  }

  /** Values of a metric, with the times at which Lightsail gets to know them. */
  measure(resourceName: string, metricName: string, points: readonly Point[], region = REGION): void {
    addPoints(new Region(this.account, region).state, resourceName, metricName, points);
  }

  /** The Scheduler delivers a run. Rejects if the function failed: it would be delivered again. */
  async deliver(run: number): Promise<void> {
    await this.invoke(this.provider, (runs) => runs.begin({ CdkLightsailMetricExport: this.request(run) }));
  }

  /** A run on time, and what comes back of it until the next one could begin. */
  async run(run: number): Promise<void> {
    await this.advanceTo(run);
    await this.deliver(run);
    await this.settle(run + 5 * MINUTE - 1);
  }

  /** The runs of a while, on time. */
  async runAll(from: number, to: number, interval = 5 * MINUTE): Promise<void> {
    for (let run = from; run <= to; run += interval) await this.run(run);
  }

  /** What the waiter wakes up until then. */
  async settle(until: number): Promise<void> {
    for (;;) {
      this.pending.sort((one, other) => one.at - other.at);
      const [due] = this.pending;
      if (!due || due.at > until) return;
      this.pending.shift();
      await this.advanceTo(due.at);
      await this.invoke(due.provider, (runs) => runs.resume(JSON.parse(JSON.stringify(due.state)) as WaiterState<MetricExportContinuation>));
    }
  }

  async advanceTo(time: number): Promise<void> {
    await this.account.clock.advance(Math.max(0, time - this.now));
  }

  calls(operation: string): number {
    return this.account.calls.filter(({ call }) => call.operation === operation).length;
  }

  decisions(decision: string): Line[] {
    return this.lines.filter((line) => line.decision === decision);
  }

  /** Datapoints as a service returns them, by time. */
  async lightsailData(operation: string, input: Record<string, unknown>, region = REGION): Promise<Map<number, Record<string, number>>> {
    const { output } = await this.account.call({ service: 'lightsail', region, operation, input, caller: this.account.root });
    const points = output.metricData as Array<Record<string, number> & { timestamp: Date; unit: string }>;
    return new Map(points.map(({ timestamp, unit: _, ...values }) => [timestamp.getTime(), values as Record<string, number>]));
  }

  async cloudWatchData(
    metricName: string, dimension: readonly [string, string], statistic: string, period: number, from: number, to: number,
  ): Promise<Map<number, number>> {
    const input = {
      StartTime: from / 1000,
      EndTime: to / 1000,
      MetricDataQueries: [{
        Id: 'q',
        MetricStat: {
          Metric: { Namespace: NAMESPACE, MetricName: metricName, Dimensions: [{ Name: dimension[0], Value: dimension[1] }] },
          Period: period / 1000,
          Stat: statistic,
        },
      }],
    };
    const found = new Map<number, number>();
    let NextToken: unknown;
    do {
      const { output } = await this.account.call({
        service: 'monitoring', region: REGION, operation: 'GetMetricData', input: { ...input, NextToken }, caller: this.account.root,
      });
      const [{ Timestamps, Values }] = output.MetricDataResults as Array<{ Timestamps: Date[]; Values: number[] }>;
      Timestamps.forEach((time, index) => found.set(time.getTime(), Values[index]));
      NextToken = output.NextToken;
    } while (NextToken !== undefined);
    return found;
  }

  private async invoke(provider: string, work: (runs: MetricExportRuns) => Promise<unknown>): Promise<void> {
    this.invocations++;
    await new Promise<unknown>((resolve, reject) => {
      work(this.runs(provider, () => resolve(undefined))).then(resolve, reject);
    });
  }

  /** The code as one invocation runs it; `die` ends this invocation and no other. */
  private runs(provider: string, die: () => void): MetricExportRuns {
    return new MetricExportRuns({
      lightsail: new LightsailMetricData(REGION, this.clients),
      cloudWatch: new CloudWatchMetricData(this.jsonClient('monitoring', 2, die), this.jsonClient('monitoring', 1, die)),
      claims: this.claims(provider),
      stacks: { resource: async () => this.schedule() },
      notices: new EventNotices(this.jsonClient('events', 2, die), async () => undefined),
      functionName: 'provider',
      now: () => this.now,
      log: (entry) => this.lines.push(entry),
      sleep: async () => undefined,
    });
  }

  private schedule(): StackResource {
    if (this.scheduleChangedAt === undefined) throw new Error('Rate exceeded');
    return { status: 'UPDATE_COMPLETE', changedAt: this.scheduleChangedAt };
  }

  /** Step Functions gives each name of a state machine's executions away once. */
  private claims(provider: string): Claims {
    const { executions } = this;
    return {
      take: async (name, state, until) => {
        const key = `${provider}/${name}`;
        const text = JSON.stringify(state);
        if (this.now > until) return 'too-late';
        if (executions.has(key)) return executions.get(key) === text ? 'ours' : 'taken';
        executions.set(key, text);
        if (!state.done) this.pending.push({ at: this.now + state.seconds * 1000, provider, state });
        return 'ours';
      },
      find: async (name) => {
        const text = executions.get(`${provider}/${name}`);
        const continuation: unknown = text === undefined ? undefined : (JSON.parse(text) as { continuation: unknown }).continuation;
        return isMetricExportContinuation(continuation) ? continuation : undefined;
      },
    };
  }

  private jsonClient(service: string, attempts: 1 | 2, die: () => void): JsonClient {
    return new JsonClient(new SignedClient({
      endpoint: new URL(`https://${service}.${REGION}.amazonaws.com/`),
      region: REGION,
      service,
      credentials: async () => ({ accessKeyId: 'AKIALOCAL', secretAccessKey: 'secret' }),
      send: async (request) => this.send(service, request, die),
      now: () => this.now,
      attempts,
    }), '1.0', 'Prefix');
  }

  private async send(service: string, request: HttpRequest, die: () => void): Promise<HttpAnswer> {
    const ask = { operation: request.headers['x-amz-target'].replace('Prefix.', ''), input: JSON.parse(request.body) as Record<string, unknown> };
    const crash = ask.operation === 'PutMetricData' ? this.crash : undefined;
    if (crash === 'before') return this.dying(die);
    try {
      const { output, effect } = await this.account.call({ service, region: REGION, ...ask, caller: this.account.root });
      if (crash === 'after') return await this.dying(die);
      if (effect?.type === 'lose-answer') throw new NetworkError('ECONNRESET', 'socket hang up');
      return jsonProtocol.answer(ask, output, 'id');
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      if (error.effect?.type === 'lose-answer') throw new NetworkError('ECONNRESET', 'socket hang up');
      return jsonProtocol.fail(error, 'id');
    }
  }

  /** The process is gone: nothing that it waits for comes to an end. */
  private dying(die: () => void): Promise<never> {
    this.crash = undefined;
    die();
    return new Promise(() => undefined);
  }
}
