import {
  Account, type ApiCall, CloudWatch, EventBridge, Sns, Sqs, Ssm, Iam, type Json, jsonProtocol, Lightsail,
  type LightsailOptions, type Provisioned, readObject, Scheduler, type Service, ServiceError,
} from 'cdk-local-cloud/engine';
import { request } from './request';
import { type HttpAnswer, type HttpRequest, NetworkError } from '../../../lambda/aws/http';
import { SignedClient } from '../../../lambda/aws/signed-client';
import { isScheduleEvent, type ScheduleContinuation, type ScheduleRequests, scheduleRequests } from '../../../lambda/schedules';
import type { WaiterState } from '../../../src/provider/waiter-contract';
import type { ScheduleRequest, ScheduleResult } from '../../../src/schedules/schedule-contract';
import { connectionReset, lightsailTransport } from '../../support/lightsail-transport';
import { scheduleResults } from '../../support/schedule-results';

export const REGION = 'eu-central-1';
export const START = Date.parse('2026-03-01T00:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const FUNCTION = `arn:aws:lambda:${REGION}:123456789012:function:provider`;

type State = WaiterState<ScheduleContinuation>;

/**
 * The function's code behind the local Scheduler, before the local Lightsail, EventBridge, CloudWatch and Systems Manager,
 * on virtual time. Lambda and the waiter are played here, in this process: events come at least once and are tried again.
 */
export class Stage implements Service {
  readonly name = 'lambda';
  readonly account = new Account({ id: '123456789012', now: START });
  readonly lightsail: Lightsail;
  readonly cloudWatch: CloudWatch;
  readonly events: EventBridge;
  readonly lines: string[] = [];
  /** While it is set, Lambda runs nothing and keeps what comes. */
  throttled = false;
  /** How often each event is delivered. */
  deliveries = 1;
  invocations = 0;
  executions = 0;
  /** How many bytes the waiter carried at most. */
  largestState = 0;
  /** Set to make the start of the waiter fail. */
  waiterError?: Error;
  /** Set to make the function crash each time the waiter calls it to go on with the work. */
  crash?: string;
  /** Errors that the waiter has not got over: its executions that failed. */
  readonly failedExecutions: string[] = [];
  private readonly requests: ScheduleRequests;
  private readonly names = new Set<string>();
  private readonly queue: unknown[] = [];
  private role = '';

  constructor(options: LightsailOptions = {}) {
    new Iam(this.account, { settleSeconds: 0, propagationSeconds: 0 });
    this.lightsail = new Lightsail(this.account, options);
    this.cloudWatch = new CloudWatch(this.account);
    this.events = new EventBridge(this.account);
    for (const Service of [Scheduler, Sns, Sqs, Ssm]) new Service(this.account);
    this.account.add(this);
    const now = () => this.account.clock.now();
    // While the function works no time passes.
    this.account.scheduledTasks.on('stage:wake', (payload) => this.account.clock.busy(() => this.wake(payload as { state: Json; failures: number })));
    this.account.scheduledTasks.on('stage:deliver', (payload) => this.account.clock.busy(() => this.deliver(payload as { event: Json; attempt: number })));
    this.requests = scheduleRequests({
      region: REGION,
      clients: lightsailTransport(this.account),
      signed: (service, _host, _variable, attempts) => new SignedClient({
        service,
        attempts,
        region: REGION,
        now,
        endpoint: new URL(`https://${service}.test/`),
        send: async (sent) => this.receive(service, sent),
        credentials: async () => ({ accessKeyId: 'AKIALOCAL', secretAccessKey: 'secret' }),
      }),
      waiter: { start: async (name, input) => this.start(name, input as State) },
      functionName: 'provider',
      sleep: async () => this.sleep(),
      now,
      log: (entry) => this.lines.push(JSON.stringify(entry)),
    });
  }

  /** What happens while the function pauses. */
  sleep = async (): Promise<void> => undefined;

  /** Makes a schedule as the template would. Its logical id is its name. */
  async schedule(name: string, expression: string, more: Partial<ScheduleRequest>, timeZone = 'Etc/UTC'): Promise<void> {
    this.role ||= await this.makeRole();
    const event = {
      CdkLightsailSchedule: request({ LogicalId: name, ScheduleArn: '<aws.scheduler.schedule-arn>', ScheduledTime: '<aws.scheduler.scheduled-time>', ...more }),
    };
    await this.create('AWS::Scheduler::Schedule', name, {
      Name: name,
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: timeZone,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: FUNCTION,
        RoleArn: this.role,
        Input: JSON.stringify(event),
        RetryPolicy: { MaximumEventAgeInSeconds: event.CdkLightsailSchedule.MaxAgeSeconds, MaximumRetryAttempts: 185 },
      },
    });
  }

  async create(typeName: string, logicalId: string, properties: Record<string, unknown>): Promise<Provisioned> {
    const type = this.account.resourceTypes.get(typeName);
    if (!type) throw new Error(`No ${typeName}`);
    return this.account.clock.runUntil(type.create({
      account: this.account,
      region: REGION,
      stackId: request().StackId,
      stackName: 'shop',
      logicalId,
      generateName: (maxLength) => `shop-${logicalId}`.slice(0, maxLength),
      assetPath: () => { throw new Error('no assets'); },
    }, properties));
  }

  async advance(milliseconds: number): Promise<void> {
    await this.account.clock.advance(milliseconds);
    this.account.defects.assertNone();
  }

  /** Lets Lambda run again: what it kept comes now. */
  release(): void {
    this.throttled = false;
    for (const event of this.queue.splice(0)) this.enqueue(event);
  }

  async call(operation: string, input: Record<string, unknown>, region = REGION): Promise<Record<string, unknown>> {
    return (await this.account.call({ service: 'lightsail', region, operation, input, caller: this.account.root })).output;
  }

  state(name: string, region = REGION): string | undefined {
    return this.lightsail.inventory(region).find((item) => item.name === name)?.state;
  }

  tags(name: string, region = REGION): Readonly<Record<string, string>> {
    return this.lightsail.inventory(region).find((item) => item.name === name)?.tags ?? {};
  }

  snapshots(region = REGION): string[] {
    return this.lightsail.inventory(region).filter(({ kind }) => kind.endsWith('Snapshot')).map(({ name }) => name);
  }

  /** What was published, without what is the same in all. */
  results(): ScheduleResult[] {
    return scheduleResults(this.events);
  }

  /** Times at which an operation of Lightsail was called, without those that were refused. */
  times(operation: string): string[] {
    return this.account.calls.filter(({ call, error }) => call.operation === operation && error === undefined)
      .map(({ at }) => new Date(at).toISOString().slice(0, 16));
  }

  metric(name: string, schedule: string): number[] {
    return this.cloudWatch.data('cdk-lightsail', name, { Stack: 'shop', Schedule: schedule }).map(({ value }) => value);
  }

  authorization(call: ApiCall) {
    return [{ action: 'lambda:InvokeFunction', resource: String(call.input.FunctionName) }];
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    const event: unknown = JSON.parse(String(call.input.Payload));
    if (this.throttled) this.queue.push(event);
    else for (let i = 0; i < this.deliveries; i++) this.enqueue(event, i * 20_000);
    return { StatusCode: 202 };
  }

  private enqueue(event: unknown, delay = 0): void {
    this.account.scheduledTasks.add(this.account.clock.now() + delay, 'stage:deliver', { event: event as Json, attempt: 1 });
  }

  /** As Lambda does: an event whose handler failed comes again, twice. */
  private async deliver({ event, attempt }: { event: Json; attempt: number }): Promise<void> {
    this.invocations++;
    if (!isScheduleEvent(event)) throw new Error(`Not a schedule's event: ${JSON.stringify(event)}`);
    try {
      await this.requests.begin(event);
    } catch (error) {
      this.lines.push(`begin failed: ${String(error)}`);
      if (attempt < 3) this.account.scheduledTasks.add(this.account.clock.now() + attempt * MINUTE, 'stage:deliver', { event: event as unknown as Json, attempt: attempt + 1 });
    }
  }

  private async start(name: string, state: State): Promise<void> {
    if (this.waiterError) throw this.waiterError;
    if (this.names.has(name)) return;
    this.names.add(name);
    this.executions++;
    this.wakeLater(state);
  }

  private wakeLater(state: State, seconds = state.seconds, failures = 0): void {
    // What the waiter carries is JSON: what does not survive it must not be relied upon.
    const text = JSON.stringify(state);
    this.largestState = Math.max(this.largestState, text.length);
    const carried = JSON.parse(text) as Json;
    this.account.scheduledTasks.add(this.account.clock.now() + seconds * 1000, 'stage:wake', { state: carried, failures });
  }

  /** As the waiter does: five times again, then with the failure, and ten times again. */
  private async wake({ state, failures }: { state: Json; failures: number }): Promise<void> {
    this.invocations++;
    const before = state as unknown as State;
    try {
      if (this.crash !== undefined && !before.failure) throw new Error(this.crash);
      const after = await this.requests.resume(before);
      if (!after.done) this.wakeLater(after);
    } catch (error) {
      this.lines.push(`resume failed: ${String(error)}`);
      const pause = before.failure ? Math.min(900, 10 * 2 ** failures) : 2 * 2 ** failures;
      if (failures < (before.failure ? 10 : 5)) this.wakeLater(before, pause, failures + 1);
      else if (before.failure) this.failedExecutions.push(String(error));
      else this.wakeLater({ ...before, failure: { Error: 'Error', Cause: JSON.stringify({ errorType: 'Error', errorMessage: error instanceof Error ? error.message : '' }) } }, 0);
    }
  }

  private async makeRole(): Promise<string> {
    const { attributes } = await this.create('AWS::IAM::Role', 'Role', {
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'scheduler.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      Policies: [{ PolicyName: 'x', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: FUNCTION }] } }],
    });
    return String(attributes.Arn);
  }

  private async receive(service: string, { headers, body }: HttpRequest): Promise<HttpAnswer> {
    return this.answer(service, REGION, headers['x-amz-target'], readObject(Buffer.from(body))).catch((error: Error & { code?: string }) => {
      throw error.code === undefined ? error : new NetworkError(error.code, `${service}: ${error.code}`);
    });
  }

  private async answer(service: string, region: string, target: string, input: Record<string, unknown>): Promise<HttpAnswer> {
    const operation = target.slice(target.lastIndexOf('.') + 1);
    try {
      const { output, effect } = await this.account.call({ service, region, operation, input, caller: this.account.root });
      if (effect?.type === 'lose-answer') throw connectionReset();
      return jsonProtocol.answer({ operation, input: {} }, output, 'id');
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      if (error.effect?.type === 'lose-answer') throw connectionReset();
      return jsonProtocol.fail(error, 'id');
    }
  }
}
