import { Account, type AccountState, Lightsail, type Output } from 'cdk-local-cloud/engine';
import type { StackDescription, StackResource } from '../../../lambda/aws/cloudformation';
import type { HttpRequest } from '../../../lambda/aws/http';
import type { CloudFormationContinuation } from '../../../lambda/cloudformation/continuation';
import type { CloudFormationEvent, RequestType } from '../../../lambda/cloudformation/event';
import { CloudFormationRequests } from '../../../lambda/cloudformation/requests';
import { distributionHandlers } from '../../../lambda/distributions';
import type { WaiterState } from '../../../src/provider/waiter-contract';
import { lightsailTransport } from '../../support/lightsail-transport';
import { StackResources } from '../support/stage';

export const REGION = 'eu-central-1';
export const MINUTE = 60_000;
export const START = Date.UTC(2026, 0, 10);
export const STACK_ID = `arn:aws:cloudformation:${REGION}:123456789012:stack/shop/11111111-2222-3333-4444-555555555555`;
export const NAME = 'shop-cdn';

type State = WaiterState<CloudFormationContinuation>;
type Properties = Readonly<Record<string, unknown>>;
type Deadly = (moment: 'before' | 'after', call: number) => boolean;

export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly PhysicalResourceId: string;
  readonly RequestId: string;
  readonly Reason?: string;
  readonly Data?: Readonly<Record<string, string>>;
  readonly at: number;
}

/** A distribution in front of the instance `web-1`, as a template says it. */
export const PROPERTIES: Properties = {
  DistributionName: NAME,
  Origin: { Name: 'web-1', RegionName: REGION },
  BundleId: 'small_1_0',
  DefaultBehavior: 'cache',
  TimeoutSeconds: 3300,
};

/**
 * The function's code and its waiter in eu-central-1, against the local Lightsail on virtual time. CloudFormation is a
 * script. The function may die before or after any call: Lambda and Step Functions then do what they do.
 */
export class DistributionStage {
  readonly account: Account;
  readonly lightsail: Lightsail;
  readonly lines: string[] = [];
  readonly resources = new StackResources(() => this.account.clock.now());
  stack = 'CREATE_IN_PROGRESS';
  /** Set to make the start of the waiter fail. */
  waiterError?: Error;
  /** When the stack's creation or last update began. */
  deploymentBegun: number | undefined;
  /** What CloudFormation says of the stack. */
  readonly stacks = {
    stack: async (): Promise<StackDescription | undefined> => ({ status: this.stack, operationBegun: this.deploymentBegun }),
    resource: async (_stackId: string, logicalId: string): Promise<StackResource | undefined> => this.resources.get(logicalId),
  };
  lightsailCalls = 0;
  private readonly answers: Answer[] = [];
  private readonly executions = new Map<string, State>();
  private pending: Array<{ readonly at: number; readonly go: () => Promise<void> }> = [];
  private readonly requests: CloudFormationRequests;
  private readonly awaited = new Map<string, string>();
  private sequence = 0;
  private kill?: (survived: false) => void;

  constructor(state?: AccountState) {
    this.account = new Account(state ?? { id: '123456789012', now: START });
    this.lightsail = new Lightsail(this.account);
    if (!state) this.seed();
    this.requests = new CloudFormationRequests({
      handlers: distributionHandlers(this.clients, {
        stacks: this.stacks, executions: { isRunning: async (name) => this.executions.get(name)?.done === false },
      }),
      stacks: this.stacks,
      waiter: { start: async (name, input) => this.start(name, input as State) },
      functionName: 'shop-provider',
      send: async (request) => this.receive(request),
      sleep: async () => undefined,
      now: () => this.account.clock.now(),
      log: (entry) => this.lines.push(JSON.stringify(entry)),
    });
  }

  /** The clients of the function. */
  readonly clients = (region: string) => lightsailTransport(this.account, async (send) => {
    const number = ++this.lightsailCalls;
    await this.die('before', number);
    const answer = await send();
    await this.die('after', number);
    return answer;
  })(region);

  /** Asked before and after each call to Lightsail: true kills the function. */
  dies: Deadly = () => false;

  /** The same account once more, with nothing under way. */
  copy(): DistributionStage {
    const copy = new DistributionStage(structuredClone(this.account.state));
    for (const [id, resource] of this.resources) copy.resources.set(id, resource);
    copy.stack = this.stack;
    copy.sequence = this.sequence;
    return copy;
  }

  /** Sends a request as CloudFormation does, and follows it to its end. */
  async send(type: RequestType, properties: Properties = PROPERTIES, more: Partial<CloudFormationEvent> = {}): Promise<Answer> {
    const { RequestId } = await this.begin(type, properties, more);
    await this.settle();
    const answer = this.answers.find((candidate) => candidate.RequestId === RequestId);
    if (!answer) throw new Error(`Nobody answered. Log:\n${this.lines.slice(-20).join('\n')}`);
    return answer;
  }

  /** Sends a request, and goes no further than the function does by itself. */
  async begin(type: RequestType, properties: Properties, more: Partial<CloudFormationEvent> = {}): Promise<CloudFormationEvent> {
    const event = this.prepare(type, properties, more);
    await this.invoke(event);
    return event;
  }

  /** A request that CloudFormation is about to send. */
  prepare(type: RequestType, properties: Properties, more: Partial<CloudFormationEvent> = {}): CloudFormationEvent {
    const event: CloudFormationEvent = {
      RequestType: type,
      ResponseURL: `https://cloudformation-custom-resource-response.s3.amazonaws.com/answer?X-Amz-Date=${this.date()}&X-Amz-Signature=5ec2e7`,
      StackId: STACK_ID,
      RequestId: `request-${++this.sequence}`,
      ResourceType: 'Custom::LightsailDistribution',
      LogicalResourceId: 'Cdn',
      ResourceProperties: { ServiceToken: 'arn', ServiceTimeout: '3600', ...strings(properties) },
      ...type === 'Create' ? {} : { PhysicalResourceId: NAME },
      ...more,
      ...more.OldResourceProperties && { OldResourceProperties: strings(more.OldResourceProperties) },
    };
    this.awaited.set(event.LogicalResourceId, event.RequestId);
    const before = this.resources.get(event.LogicalResourceId)?.physicalId;
    this.resources.set(event.LogicalResourceId, { status: `${type.toUpperCase()}_IN_PROGRESS`, physicalId: event.PhysicalResourceId ?? before });
    if (!this.stack.includes('ROLLBACK')) this.stack = `${type.toUpperCase()}_IN_PROGRESS`;
    return event;
  }

  /** What was answered to a request, in the order of the answers: its status, or why it failed. */
  answersTo(requestId: string): string[] {
    return this.answers.filter(({ RequestId }) => RequestId === requestId).map(({ Status, Reason }) => Reason ?? Status);
  }

  /** Delivers an event once more, as Lambda may do. */
  async again(event: CloudFormationEvent): Promise<void> {
    await this.invoke(event);
    await this.settle();
  }

  async created(properties: Properties = PROPERTIES): Promise<void> {
    const answer = await this.send('Create', properties);
    if (answer.Status !== 'SUCCESS') throw new Error(answer.Reason);
    await this.advance(60 * MINUTE);
    this.account.calls.length = 0;
  }

  async update(properties: Properties, old: Properties, more: Partial<CloudFormationEvent> = {}): Promise<Answer> {
    return this.send('Update', properties, { OldResourceProperties: old, ...more });
  }

  async rollback(properties: Properties, old: Properties, more: Partial<CloudFormationEvent> = {}): Promise<Answer> {
    this.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
    return this.update(properties, old, more);
  }

  /** Lets the waiter work until nothing waits any more, or until this moment. */
  async settle(until = Number.POSITIVE_INFINITY): Promise<void> {
    for (let count = 0; count < 1000; count++) {
      this.pending.sort((a, b) => a.at - b.at);
      const [due] = this.pending;
      if (!due || due.at > until) return;
      this.pending.shift();
      await this.account.clock.advance(Math.max(0, due.at - this.account.clock.now()));
      await due.go();
    }
    throw new Error('It never ends.');
  }

  async advance(milliseconds: number): Promise<void> {
    await this.account.clock.advance(milliseconds);
  }

  /** The request that was sent last. */
  get request(): string {
    return `request-${this.sequence}`;
  }

  get waiting(): number {
    return this.pending.length;
  }

  /** The calls that change something, in their order. */
  get changes(): string[] {
    return this.account.calls.filter(({ call }) => !call.operation.startsWith('Get')).map(({ call }) => call.operation);
  }

  /** What the calls of an operation said. */
  inputs(operation: string): Array<Readonly<Record<string, unknown>>> {
    return this.account.calls.filter(({ call }) => call.operation === operation).map(({ call }) => call.input);
  }

  /** The distribution as Lightsail describes it. */
  distribution(name = NAME): Output | undefined {
    const { distributions } = this.lightsail.instantly('us-east-1', 'GetDistributions', {}) as { distributions: Output[] };
    if (!distributions.some((distribution) => distribution.name === name)) return undefined;
    return (this.lightsail.instantly('us-east-1', 'GetDistributions', { distributionName: name }) as { distributions: Output[] }).distributions[0];
  }

  private seed(): void {
    this.lightsail.seedInstance(REGION, 'web-1');
    this.lightsail.seedInstance(REGION, 'web-2');
    for (const name of ['old', 'new']) this.lightsail.seedCertificate('us-east-1', name, 'example.com', '*.example.com', `${name}.example.org`);
  }

  private date(): string {
    return new Date(this.account.clock.now()).toISOString().replace(/[-:]|\.\d{3}/g, '');
  }

  /** Lambda tries an event again when the function died: after a minute, then after two. */
  async invoke(event: CloudFormationEvent, attempt = 1): Promise<void> {
    if (await this.survives(this.requests.begin(event))) return;
    if (attempt < 3) this.later(attempt * MINUTE, async () => this.invoke(event, attempt + 1));
  }

  private async wake(name: string, attempt = 1): Promise<void> {
    // What the waiter carries is JSON: what does not survive it must not be relied upon.
    const state = JSON.parse(JSON.stringify(this.executions.get(name))) as State;
    let result: State | undefined;
    const resumed = this.requests.resume(state).then((value) => { result = JSON.parse(JSON.stringify(value)) as State; });
    if (!await this.survives(resumed) || !result) {
      if (attempt > 5) throw new Error('The function died each time.');
      this.later(2000 * 2 ** (attempt - 1), async () => this.wake(name, attempt + 1));
      return;
    }
    this.executions.set(name, result);
    if (!result.done) this.later(result.seconds * 1000, async () => this.wake(name));
  }

  private async start(name: string, state: State): Promise<void> {
    if (this.waiterError) throw this.waiterError;
    if (this.executions.has(name)) return;
    this.executions.set(name, state);
    this.later(state.seconds * 1000, async () => this.wake(name));
  }

  private later(milliseconds: number, go: () => Promise<void>): void {
    this.pending.push({ at: this.account.clock.now() + milliseconds, go });
  }

  /** False: the function died, and nothing of its process goes on. */
  private async survives(work: Promise<void>): Promise<boolean> {
    const death = new Promise<boolean>((resolve) => { this.kill = resolve; });
    return Promise.race([work.then(() => true), death]);
  }

  private async receive({ body }: HttpRequest): Promise<{ status: number; body: string }> {
    const answer = JSON.parse(body) as Answer & { LogicalResourceId: string };
    this.answers.push({ ...answer, at: this.account.clock.now() });
    // CloudFormation ignores answers that it does not wait for any more.
    if (answer.RequestId !== this.awaited.get(answer.LogicalResourceId)) return { status: 200, body: '' };
    this.awaited.delete(answer.LogicalResourceId);
    const { status = '' } = this.resources.get(answer.LogicalResourceId) ?? {};
    this.resources.set(answer.LogicalResourceId, {
      status: status.replace('IN_PROGRESS', answer.Status === 'SUCCESS' ? 'COMPLETE' : 'FAILED'), physicalId: answer.PhysicalResourceId,
    });
    return { status: 200, body: '' };
  }

  private async die(moment: 'before' | 'after', call: number): Promise<void> {
    if (!this.dies(moment, call)) return;
    this.kill?.(false);
    await new Promise<void>(() => undefined);
  }
}

/** CloudFormation makes a string of every scalar. */
function strings(properties: Properties): Record<string, unknown> {
  return JSON.parse(JSON.stringify(properties, (_, value: unknown) => (
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
  ))) as Record<string, unknown>;
}
