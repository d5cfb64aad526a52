import { Readable } from 'node:stream';
import { LightsailClient } from '@aws-sdk/client-lightsail';
import { alarmHandlers } from '../../../lambda/alarms';
import type { StackResource, Stacks } from '../../../lambda/aws/cloudformation';
import type { HttpRequest } from '../../../lambda/aws/http';
import type { Templates } from '../../../lambda/aws/stack-templates';
import type { CloudFormationContinuation } from '../../../lambda/cloudformation/continuation';
import type { CloudFormationEvent, RequestType } from '../../../lambda/cloudformation/event';
import { CloudFormationRequests } from '../../../lambda/cloudformation/requests';
import { snapshotHandlers } from '../../../lambda/snapshots';
import { Account } from '../../../local/account';
import { jsonProtocol } from '../../../local/endpoint/json-protocol';
import { Lightsail } from '../../../local/lightsail/lightsail';
import { ServiceError } from '../../../local/service';
import type { WaiterState } from '../../../src/provider/waiter-contract';

export const REGION = 'eu-central-1';
export const STACK_ID = `arn:aws:cloudformation:${REGION}:123456789012:stack/shop/11111111-2222-3333-4444-555555555555`;
export const START = Date.UTC(2026, 0, 1);

type State = WaiterState<CloudFormationContinuation>;

/** What CloudFormation was answered. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly PhysicalResourceId: string;
  readonly Reason?: string;
  readonly Data?: Readonly<Record<string, string>>;
  readonly at: number;
}

/** The function's code and its waiter against the local Lightsail, on virtual time. CloudFormation is a script. */
export class Stage implements Stacks, Templates {
  readonly account = new Account({ id: '123456789012', now: START });
  readonly lightsail = new Lightsail(this.account);
  readonly answers: Answer[] = [];
  readonly lines: string[] = [];
  /** HTTP statuses that the next answers meet. */
  readonly refusals: number[] = [];
  invocations = 0;
  /** Set to make the start of the waiter fail. */
  waiterError?: Error;
  stack: string | undefined = 'CREATE_IN_PROGRESS';
  /** When the stack's creation or last update began. */
  deploymentBegun = START;
  resources = new Map<string, StackResource>();
  /** The logical ids in the stack's template; undefined: it cannot be read. */
  template: readonly string[] | undefined;
  private readonly executions = new Map<string, State>();
  private readonly pending: Array<{ readonly at: number; readonly name: string }> = [];
  private readonly requests: CloudFormationRequests;
  private sequence = 0;

  constructor() {
    const now = () => this.account.clock.now();
    this.requests = new CloudFormationRequests({
      handlers: [...snapshotHandlers(this.client(), this, this), ...alarmHandlers(this.client(), this)],
      waiter: { start: async (name, input) => this.start(name, input as State) },
      functionName: 'shop-provider',
      send: async (request) => this.receive(request),
      sleep: async () => undefined,
      now,
      log: (entry) => this.lines.push(JSON.stringify(entry)),
    });
  }

  async logicalIds(): Promise<readonly string[] | undefined> {
    return this.template;
  }

  async stackStatus(): Promise<string | undefined> {
    return this.stack;
  }

  async operationBegun(): Promise<number | undefined> {
    return this.deploymentBegun;
  }

  async resource(_: string, logicalId: string): Promise<StackResource | undefined> {
    return this.resources.get(logicalId);
  }

  event(type: RequestType, properties: Record<string, unknown>, more: Partial<CloudFormationEvent> = {}): CloudFormationEvent {
    const date = new Date(this.account.clock.now()).toISOString().replace(/[-:]|\.\d{3}/g, '');
    return {
      RequestType: type,
      ResponseURL: `https://cloudformation-custom-resource-response.s3.amazonaws.com/answer?X-Amz-Date=${date}&X-Amz-Signature=5ec2e7`,
      StackId: STACK_ID,
      RequestId: `request-${++this.sequence}`,
      ResourceType: 'Custom::LightsailDatabaseSnapshot',
      LogicalResourceId: 'Release',
      ResourceProperties: { ServiceToken: 'arn', SourceKind: 'database', SourceName: 'db', TimeoutSeconds: '1800', ...properties },
      ...more,
    };
  }

  async invoke(event: CloudFormationEvent): Promise<void> {
    this.invocations++;
    await this.requests.begin(event);
  }

  /** Sends a request and follows it to its end. Returns the answer, if there was one. */
  async send(event: CloudFormationEvent): Promise<Answer | undefined> {
    const before = this.answers.length;
    await this.invoke(event);
    await this.settle();
    return this.answers[before];
  }

  /** Lets the waiter work until nothing waits any more, or until this moment. */
  async settle(until = Number.POSITIVE_INFINITY): Promise<void> {
    for (;;) {
      this.pending.sort((a, b) => a.at - b.at);
      const [due] = this.pending;
      if (!due || due.at > until) break;
      this.pending.shift();
      await this.advanceTo(due.at);
      await this.wake(due.name);
    }
    if (Number.isFinite(until)) await this.advanceTo(until);
  }

  /** Tells the function what the waiter tells it when it crashed each time. */
  async crash(cause: string): Promise<void> {
    const { name } = this.pending.shift() ?? { name: 'nothing waits' };
    await this.wake(name, { Error: 'Runtime.ExitError', Cause: cause });
  }

  get waiting(): number {
    return this.pending.length;
  }

  get calls(): string[] {
    return this.account.calls.map(({ call }) => call.operation);
  }

  snapshots(): Array<{ name: string; state: string; tags: Readonly<Record<string, string>> }> {
    return this.lightsail.inventory(REGION).filter(({ kind }) => kind.endsWith('Snapshot'));
  }

  async advanceTo(time: number): Promise<void> {
    await this.account.clock.advance(Math.max(0, time - this.account.clock.now()));
  }

  private async wake(name: string, failure?: State['failure']): Promise<void> {
    const state = this.executions.get(name);
    if (!state) throw new Error(`No execution '${name}'.`);
    this.invocations++;
    // What the waiter carries is JSON: what does not survive it must not be relied upon.
    const result = JSON.parse(JSON.stringify(await this.requests.resume({ ...JSON.parse(JSON.stringify(state)) as State, failure }))) as State;
    if (result.failure) throw new Error('The failure came back.');
    this.executions.set(name, result);
    if (!result.done) this.pending.push({ at: this.account.clock.now() + result.seconds * 1000, name });
  }

  private async start(name: string, state: State): Promise<void> {
    if (this.waiterError) throw this.waiterError;
    if (this.executions.has(name)) return;
    this.executions.set(name, state);
    this.pending.push({ at: this.account.clock.now() + state.seconds * 1000, name });
  }

  private async receive({ method, body }: HttpRequest): Promise<{ status: number; body: string }> {
    if (method !== 'PUT') throw new Error(`Unexpected ${method}.`);
    const status = this.refusals.shift() ?? 200;
    if (status === 200) this.answers.push({ ...JSON.parse(body) as Answer, at: this.account.clock.now() });
    return { status, body: '' };
  }

  /** The unmodified client, with the local Lightsail at the other end of its connection. */
  private client(): LightsailClient {
    return new LightsailClient({
      region: REGION,
      credentials: { accessKeyId: 'AKIALOCAL', secretAccessKey: 'secret' },
      maxAttempts: 1,
      requestHandler: {
        handle: async ({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) => {
          const answer = await this.answerCall(headers['x-amz-target'], new TextDecoder().decode(body));
          return { response: { statusCode: answer.status, headers: answer.headers, body: Readable.from([Buffer.from(answer.body)]) } };
        },
      },
    });
  }

  private async answerCall(target: string, body: string) {
    const operation = target.slice(target.lastIndexOf('.') + 1);
    const call = { service: 'lightsail', region: REGION, operation, input: JSON.parse(body) as Record<string, unknown>, caller: this.account.root };
    try {
      const { output, effect } = await this.account.call(call);
      if (effect?.type === 'lose-answer') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      return jsonProtocol.answer({ operation, input: {} }, output, 'id');
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return jsonProtocol.fail(error, 'id');
    }
  }
}
