import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { withDependencies, withDependents } from '../assembly-order';
import { Cloud } from '../cloud';
import { type Deployable, stacksOf } from './deployable';
import { DeploymentError } from './deployment-error';
import type { Failure } from './failure';
import { LocalLightsail } from './local-lightsail';
import type {
  BusEventRecord, CallRecord, ExecutionRecord, InvocationRecord, MessageRecord, ScheduleRunRecord, StackEventRecord, StackRecord,
} from './records';
import { milliseconds, type TimeSpan } from './time-span';
import { type Beginning, beginRun, writeReport } from '../report';
import type { AssemblyStack, Outcome, StackEvent } from '../services/cloudformation';
import type { StackState } from '../services/cloudformation/state';

export interface LocalCloudOptions {
  /** The moment at which the account's time begins. Default: 2026-01-01T00:00:00Z, so that every run of a test is the same. */
  readonly now?: Date | string;
  /** The region of stacks that name none, and of calls. Default: `us-east-1`. */
  readonly region?: string;
  /** The account's id. Default: `123456789012`, as in AWS's documentation. */
  readonly account?: string;
  /**
   * What becomes of resources of types that the local cloud does not know. Default: `refuse`, the deployment rejects. With `stub`
   * they are placeholders that do nothing.
   */
  readonly unknownTypes?: 'refuse' | 'stub';
}

export interface DeployOptions {
  /** Values of the templates' parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface FailOptions {
  /** How many calls fail. Default: every one, until `recover()`. */
  readonly times?: number;
  /** Only calls for which this holds. Default: all. */
  readonly when?: (call: CallRecord) => boolean;
}

export interface CallFilter {
  readonly service?: string;
  readonly operation?: string;
}

/** What the clients of the SDKs and the AWS CLI need to reach the account. */
export interface Endpoint {
  readonly url: string;
  /** For a child process: `AWS_ENDPOINT_URL`, the region and the credentials. */
  readonly environment: Readonly<Record<string, string>>;
}

const ROOT_SECRET = 'local';

/** An AWS account of a test's own, on virtual time. Start one for each test, and stop it at its end. */
export class LocalCloud {
  /** Starts an account with nothing in it. */
  static async start(options: LocalCloudOptions = {}): Promise<LocalCloud> {
    return new LocalCloud(options);
  }

  /** Lightsail in the account. */
  readonly lightsail: LocalLightsail;
  private readonly cloud: Cloud;
  private readonly region: string;
  private readonly beginning: Beginning;
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-local-cloud-'));
  private serving?: Promise<void>;

  private constructor({ now = '2026-01-01T00:00:00Z', region = 'us-east-1', account = '123456789012', unknownTypes = 'refuse' }: LocalCloudOptions) {
    const beginning = new Date(now).getTime();
    if (Number.isNaN(beginning)) throw new Error(`Got '${String(now)}' as the account's time; expected a Date or an ISO 8601 text such as 2026-01-01T00:00:00Z.`);
    if (!/^\d{12}$/.test(account)) throw new Error(`Got '${account}' as the account's id; expected 12 digits.`);
    this.region = region;
    this.cloud = new Cloud({ codeFolder: path.join(this.folder, 'code'), state: { id: account, now: beginning } });
    this.cloud.cloudFormation.deployer.useForUnknownTypes(unknownTypes);
    this.lightsail = new LocalLightsail(this.cloud, region);
    this.beginning = beginRun(this.cloud);
  }

  /** The account's time. */
  get now(): Date {
    return new Date(this.cloud.account.clock.now());
  }

  /**
   * Creates or updates stacks, in the order of their dependencies, and lets as much time pass as that takes.
   *
   * Rejects with a `DeploymentError` if a stack fails, after it has been rolled back; with the error of CloudFormation if it
   * refuses a template; and if the app needs something that the local cloud does not know.
   *
   * @param target an app, a stack with those that it depends on, or the folder of a synthesized app (`cdk.out`)
   * @returns the stacks as they are then
   */
  async deploy(target: Deployable, { parameters = {} }: DeployOptions = {}): Promise<StackRecord[]> {
    const { all, chosen } = stacksOf(target, { accountId: this.cloud.account.id, region: this.region });
    const stacks = withDependencies(all, chosen);
    checkParameters(parameters, stacks);
    const records: StackRecord[] = [];
    for (const stack of stacks) {
      const given = Object.entries(parameters).filter(([name]) => parameterNames(stack).includes(name));
      const wanted = { ...stack, parameters: { ...stack.parameters, ...Object.fromEntries(given) } };
      await this.carryOut(stack.stackName, (listener) => this.cloud.deploy(wanted, listener));
      records.push(this.stack(stack.stackName, stack.region));
    }
    return records;
  }

  /**
   * Deletes stacks, and lets as much time pass as that takes. What is retained stays in the account.
   *
   * @param target an app, a stack with those that depend on it, or the name of a stack
   */
  async destroy(target: Deployable): Promise<void> {
    if (typeof target === 'string') {
      const { name, region } = this.stack(target);
      await this.carryOut(name, (listener) => this.cloud.destroy(name, region, listener));
      return;
    }
    const { all, chosen } = stacksOf(target, { accountId: this.cloud.account.id, region: this.region });
    for (const { stackName, region } of [...withDependents(all, chosen)].reverse()) {
      await this.carryOut(stackName, (listener) => this.cloud.destroy(stackName, region, listener));
    }
  }

  /** Lets time pass: schedules run, alarms are judged, what was started goes on. */
  async advance(by: TimeSpan): Promise<void> {
    await this.cloud.advance(milliseconds(by));
  }

  /** Lets time pass until a moment. */
  async advanceTo(moment: Date | string): Promise<void> {
    const time = new Date(moment).getTime();
    if (!(time >= this.now.getTime())) {
      throw new Error(`Got '${String(moment)}' as a moment to advance to; expected one from ${this.now.toISOString()} on.`);
    }
    await this.cloud.advance(time - this.now.getTime());
  }

  /**
   * Lets calls fail from now on.
   *
   * @param call the operation, for example `CreateInstanceSnapshot` of Lightsail, or `states:StartExecution` of another service
   */
  fail(call: string, failure: Failure, { times, when }: FailOptions = {}): void {
    const [first, second] = call.split(':');
    const [service, operation] = second === undefined ? ['lightsail', first] : [first, second];
    if (!this.cloud.account.services.has(service)) {
      throw new Error(`Got '${service}' as a service; expected one of ${[...this.cloud.account.services.keys()].join(', ')}.`);
    }
    this.cloud.account.faults.inject({
      service,
      operation: operation === '*' ? undefined : operation,
      effect: failure.effect,
      times,
      when: when && ((asked) => when({ ...asked, at: this.now, caller: asked.caller.arn })),
    });
  }

  /** Ends all failures that `fail` asked for. */
  recover(): void {
    this.cloud.account.faults.clear();
  }

  /** The stacks that exist, oldest first. */
  stacks(): StackRecord[] {
    return this.cloud.cloudFormation.existingStacks().map(stackRecord);
  }

  /** A stack that exists, or else the last one of that name. Throws if there never was one. */
  stack(name: string, region?: string): StackRecord {
    return stackRecord(this.stackState(name, region));
  }

  /** The events of a stack, oldest first. */
  stackEvents(name: string, region?: string): StackEventRecord[] {
    return this.stackState(name, region).events.map(stackEventRecord);
  }

  /** The calls of AWS APIs so far, oldest first: of functions, state machines, schedules and the test itself. */
  calls({ service, operation }: CallFilter = {}): CallRecord[] {
    return this.cloud.account.calls
      .filter(({ call }) => (service === undefined || call.service === service) && (operation === undefined || call.operation === operation))
      .map(({ at, call, error }) => ({
        at: new Date(at),
        service: call.service,
        operation: call.operation,
        region: call.region,
        input: structuredClone(call.input),
        caller: call.caller.arn,
        ...error !== undefined && { error },
      }));
  }

  /** The calls that IAM denied. */
  deniedCalls(): CallRecord[] {
    return this.calls().filter(({ error }) => error === 'AccessDeniedException');
  }

  /** The invocations of a function, or of all. By its name, which a stack's `resources` have as `physicalId`. */
  invocations(functionName?: string): InvocationRecord[] {
    const { lambda } = this.cloud;
    const names = functionName === undefined ? lambda.invokedFunctions() : [functionName];
    return names
      .flatMap((name) => lambda.invocations(name).map(({ start, end, ...record }) => ({
        functionName: name, ...record, startedAt: new Date(start), ...end !== undefined && { endedAt: new Date(end) },
      })))
      .sort((one, other) => one.startedAt.getTime() - other.startedAt.getTime());
  }

  /** The lines that a function has written to its log, or that all have. */
  logs(functionName?: string): string[] {
    return functionName === undefined ? this.cloud.lambda.allLogs() : this.cloud.lambda.logs(functionName);
  }

  /** The executions of all state machines, oldest first. */
  executions(): ExecutionRecord[] {
    return this.cloud.stepFunctions.executions().map(({ name, stateMachineArn, status, startedAt, stoppedAt, error, cause, transitions }) => ({
      name,
      stateMachineArn,
      status,
      startedAt: new Date(startedAt),
      ...stoppedAt !== undefined && { stoppedAt: new Date(stoppedAt) },
      ...error !== undefined && { error },
      ...cause !== undefined && { cause },
      transitions,
    }));
  }

  /** What schedules have delivered to their targets, oldest first; or only the schedule of that name. */
  scheduleRuns(name?: string): ScheduleRunRecord[] {
    return this.cloud.scheduler.failures.attempts
      .map(({ what: scheduleArn, region, scheduledAt, at, attempt, error }) => ({
        schedule: scheduleArn.slice(scheduleArn.lastIndexOf('/') + 1),
        region,
        scheduledAt: new Date(scheduledAt),
        at: new Date(at),
        attempt,
        ...error && { error: `${error.code}: ${error.message}` },
      }))
      .filter(({ schedule }) => name === undefined || schedule === name);
  }

  /** What topics and Lightsail's alarms have sent, oldest first. */
  messages(): MessageRecord[] {
    const { lightsail, sns } = this.cloud;
    const mails = lightsail.regions().flatMap((region) => lightsail.monitoring.messages(region).map(({ at, protocol, endpoint, text }) => ({
      at, region, channel: protocol === 'SMS' ? 'sms' as const : 'email' as const, to: endpoint, text,
    })));
    const topics = sns.topics().flatMap(({ arn, name, published }) => published.map(({ at, message }) => ({
      at, region: arn.split(':')[3], channel: 'topic' as const, to: name, text: message,
    })));
    return [...mails, ...topics].sort((one, other) => one.at - other.at).map((message) => ({ ...message, at: new Date(message.at) }));
  }

  /** What was put on the event buses, oldest first. */
  busEvents(): BusEventRecord[] {
    return this.cloud.events.published().map((event) => ({
      at: new Date(event.time), region: event.region, source: event.source, detailType: event['detail-type'], detail: structuredClone(event.detail),
    }));
  }

  /**
   * Calls an AWS API as the account's root, and lets as much time pass as the answer takes.
   *
   * @param service as in a signature: `lightsail`
   * @param operation `CreateInstances`
   * @param input as the clients of the SDK for JavaScript take it
   */
  async call(
    service: string, operation: string, input: Readonly<Record<string, unknown>> = {}, region = this.region,
  ): Promise<Record<string, unknown>> {
    const { clock, root } = this.cloud.account;
    const { output } = await clock.runUntil(this.cloud.account.call({ service, operation, input, region, caller: root }));
    return output;
  }

  /** Serves the account to the SDKs, the AWS CLI and the CDK's CLI, until `stop`. Time passes only while a call waits for it. */
  async serve(): Promise<Endpoint> {
    this.serving ??= this.cloud.endpoint.listen();
    await this.serving;
    const { url } = this.cloud.endpoint;
    return {
      url,
      environment: {
        AWS_ENDPOINT_URL: url,
        AWS_REGION: this.region,
        AWS_DEFAULT_REGION: this.region,
        AWS_ACCESS_KEY_ID: this.cloud.account.root.accessKeyId,
        AWS_SECRET_ACCESS_KEY: ROOT_SECRET,
      },
    };
  }

  /**
   * Writes a page that shows what has happened so far: each resource, function, execution and schedule on a time line.
   *
   * @param file of HTML: one file, to be opened in a browser
   */
  writeReport(file: string, title = 'A test'): void {
    writeReport(this.cloud, file, { beginning: this.beginning, title });
  }

  /** Ends every process and removes everything that the account had on this machine. */
  async stop(): Promise<void> {
    await this.cloud.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private async carryOut(stackName: string, work: (listener: (event: StackEvent) => void) => Promise<Outcome>): Promise<void> {
    const events: StackEventRecord[] = [];
    const begun = this.cloud.account.clock.now();
    const { result, status } = await work((event) => events.push(stackEventRecord(event)));
    if (result !== 'failed') return;
    const { lambda } = this.cloud;
    const logs = lambda.failedFunctions(begun).flatMap(({ name }) => lambda.logs(name).filter((line) => line !== '').slice(-LOG_LINES));
    throw new DeploymentError(stackName, status ?? 'unknown', events, logs);
  }

  private stackStates(): readonly StackState[] {
    return this.cloud.cloudFormation.everyStack();
  }

  private stackState(name: string, region?: string): StackState {
    const ofThatName = this.stackStates().filter((stack) => stack.stackName === name && (region === undefined || stack.region === region));
    const found = ofThatName.find(({ status }) => status !== 'DELETE_COMPLETE') ?? ofThatName.at(-1);
    if (found) return found;
    const names = this.stacks().map((stack) => stack.name);
    const place = region === undefined ? '' : ` in ${region}`;
    throw new Error(`There is no stack '${name}'${place}; ${names.length === 0 ? 'the account has none' : `the account has ${names.join(', ')}`}.`);
  }
}

/** What is shown of the log of a function that failed. */
const LOG_LINES = 20;

function parameterNames({ template }: AssemblyStack): string[] {
  return Object.keys((template.Parameters ?? {}) as object);
}

/** A name that no template has is a mistake. */
function checkParameters(given: Readonly<Record<string, string>>, stacks: readonly AssemblyStack[]): void {
  const known = stacks.flatMap(parameterNames);
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const expected = known.length === 0 ? 'none' : `some of ${known.join(', ')}`;
  throw new Error(`Got the parameters ${unknown.join(', ')}, which no template has; expected ${expected}.`);
}

function stackRecord(stack: StackState): StackRecord {
  return {
    name: stack.stackName,
    region: stack.region,
    id: stack.stackId,
    status: stack.status,
    ...stack.statusReason !== undefined && { statusReason: stack.statusReason },
    outputs: Object.fromEntries(stack.outputs.map(({ name, value }) => [name, value])),
    resources: Object.fromEntries(Object.values(stack.resources).map(({ logicalId, type, status, physicalId }) => [
      logicalId, { type, status, ...physicalId !== undefined && { physicalId } },
    ])),
  };
}

function stackEventRecord({ timestamp, stackName, logicalId, type, status, reason }: StackEvent): StackEventRecord {
  const at = new Date(timestamp);
  return { at, stackName, logicalId, type, status, ...reason !== undefined && { reason } };
}
