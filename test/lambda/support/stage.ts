import { Account, Lightsail } from 'cdk-local-cloud/engine';
import { alarmHandlers } from '../../../lambda/alarms';
import type { StackDescription, StackResource } from '../../../lambda/aws/cloudformation';
import type { HttpRequest } from '../../../lambda/aws/http';
import type { Templates } from '../../../lambda/aws/stack-templates';
import type { CloudFormationContinuation } from '../../../lambda/cloudformation/continuation';
import type { CloudFormationEvent, RequestType } from '../../../lambda/cloudformation/event';
import { CloudFormationRequests } from '../../../lambda/cloudformation/requests';
import { snapshotHandlers } from '../../../lambda/snapshots';
import type { WaiterState } from '../../../src/provider/waiter-contract';
import { lightsailTransport } from '../../support/lightsail-transport';

export const REGION = 'eu-central-1';
export const STACK_ID = `arn:aws:cloudformation:${REGION}:123456789012:stack/shop/11111111-2222-3333-4444-555555555555`;
export const START = Date.UTC(2026, 0, 1);

type State = WaiterState<CloudFormationContinuation>;

/** What CloudFormation was answered. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly PhysicalResourceId: string;
  readonly RequestId: string;
  readonly Reason?: string;
  readonly Data?: Readonly<Record<string, string>>;
  readonly at: number;
}

/** What CloudFormation says of a stack's resources, with the time of each status. */
export class StackResources extends Map<string, StackResource> {
  constructor(private readonly now: () => number) {
    super();
  }

  override set(logicalId: string, resource: StackResource): this {
    return super.set(logicalId, { changedAt: this.now(), ...resource });
  }
}

/** The function's code and its waiter against the local Lightsail, on virtual time. CloudFormation is a script. */
export class Stage implements Templates {
  readonly account = new Account({ id: '123456789012', now: START });
  readonly lightsail = new Lightsail(this.account);
  readonly answers: Answer[] = [];
  readonly lines: string[] = [];
  /** HTTP statuses that the next answers meet. */
  readonly refusals: number[] = [];
  invocations = 0;
  waiterStarts = 0;
  /** Set to make the start of the waiter fail. */
  waiterError?: Error;
  stack: string | undefined = 'CREATE_IN_PROGRESS';
  /** When the stack's creation or last update began. */
  deploymentBegun = START;
  /** The logical ids in the stack's template; undefined: it cannot be read. */
  template: readonly string[] | undefined;
  readonly resources = new StackResources(() => this.account.clock.now());
  /** What CloudFormation says of the stack; a test may put in what it likes. */
  readonly stacks = {
    stack: async (): Promise<StackDescription | undefined> => (
      this.stack === undefined ? undefined : { status: this.stack, operationBegun: this.deploymentBegun }
    ),
    resource: async (_stackId: string, logicalId: string): Promise<StackResource | undefined> => this.resources.get(logicalId),
  };
  private readonly executions = new Map<string, State>();
  private readonly pending: Array<{ readonly at: number; readonly name: string }> = [];
  private readonly requests: CloudFormationRequests;
  private sequence = 0;
  private die?: () => void;

  constructor() {
    const now = () => this.account.clock.now();
    const clients = lightsailTransport(this.account)(REGION);
    const executions = { isRunning: async (name: string) => this.pending.some((execution) => execution.name === name) };
    const cloud = { stacks: this.stacks, executions };
    this.requests = new CloudFormationRequests({
      handlers: [...snapshotHandlers(clients, cloud, this), ...alarmHandlers(clients, cloud)],
      stacks: this.stacks,
      waiter: { start: async (name, input) => this.start(name, input as State) },
      functionName: 'shop-provider',
      send: async (request) => this.receive(request),
      sleep: async () => this.sleep(),
      now,
      log: (entry) => this.lines.push(JSON.stringify(entry)),
    });
  }

  async logicalIds(): Promise<readonly string[] | undefined> {
    return this.template;
  }

  /** What happens while the function pauses. */
  sleep = async (): Promise<void> => undefined;

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

  /** The process dies when it is about to hand the request to the waiter. */
  async invokeAndDie(event: CloudFormationEvent): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.die = resolve;
      this.invoke(event).catch(reject);
    });
    this.die = undefined;
  }

  /** Sends a request and follows it to its end. Returns the answer, if there was one. */
  async send(event: CloudFormationEvent): Promise<Answer | undefined> {
    const before = this.answers.length;
    await this.invoke(event);
    await this.settle();
    return this.answers.slice(before).find(({ RequestId }) => RequestId === event.RequestId);
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
  async crash(cause?: string): Promise<void> {
    const { name } = this.pending.shift() ?? { name: 'nothing waits' };
    await this.wake(name, { Error: 'Runtime.ExitError', Cause: cause });
  }

  /** Changes what the waiter carries for the request that it comes back to next. */
  tamper(change: (continuation: CloudFormationContinuation) => object): void {
    const [{ name }] = this.pending;
    const state = this.executions.get(name);
    if (state) this.executions.set(name, { ...state, continuation: change(state.continuation) as CloudFormationContinuation });
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
    if (this.die) {
      this.die();
      return new Promise(() => undefined);
    }
    this.waiterStarts++;
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
}
