import { Account, type AccountState } from '../../../src/core/account';
import type { JsonObject } from '../../../src/core/json';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../../src/core/resource-type';
import { type ApiCall, type Service, ServiceError } from '../../../src/core/service';
import { CloudFormation, ResourceFailure, type Outcome, type StackEvent } from '../../../src/services/cloudformation';
import { Logs } from '../../../src/services/logs/logs';
import { Ssm } from '../../../src/services/ssm/ssm';

export const REGION = 'eu-central-1';
export const FUNCTION_ARN = `arn:aws:lambda:${REGION}:123456789012:function:handler`;

export interface CustomRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly RequestId: string;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly ResourceProperties: Record<string, unknown>;
  readonly OldResourceProperties?: Record<string, unknown>;
}

/** What a function answers, beside what it repeats; nothing: it never answers. */
export type Reply = { readonly after?: number; readonly body: Record<string, unknown> | string } | undefined;

const answerAsAsked = ({ PhysicalResourceId, LogicalResourceId }: CustomRequest): Reply => ({
  body: { PhysicalResourceId: PhysicalResourceId ?? `custom-${LogicalResourceId}` },
});

/** An account with CloudFormation, a native type that writes down what is asked of it, and a function made of code. */
export class Workbench {
  readonly account: Account;
  readonly cloudFormation: CloudFormation;
  readonly things: Things;
  readonly requests: CustomRequest[] = [];
  readonly events: StackEvent[] = [];
  /** How the function answers. */
  reply: typeof answerAsAsked = answerAsAsked;

  constructor(state: AccountState = { id: '123456789012', now: Date.UTC(2026, 10, 21, 6, 30) }) {
    this.account = new Account(state);
    this.cloudFormation = new CloudFormation(this.account);
    new Logs(this.account);
    new Ssm(this.account);
    this.things = new Things();
    this.account.addResourceTypes(this.things);
    this.account.add(this.functions());
  }

  async deploy(resources: JsonObject, rest: JsonObject = {}, stackName = 'App'): Promise<Outcome> {
    return this.account.clock.runUntil(this.begin(resources, rest, stackName));
  }

  begin(resources: JsonObject, rest: JsonObject = {}, stackName = 'App'): Promise<Outcome> {
    this.events.length = 0;
    const template = { Resources: resources, ...rest };
    return this.cloudFormation.deployer.deploy({ stackName, region: REGION, template }, (event) => this.events.push(event));
  }

  async destroy(stackName = 'App'): Promise<Outcome> {
    this.events.length = 0;
    return this.account.clock.runUntil(this.cloudFormation.deployer.destroy(stackName, REGION, (event) => this.events.push(event)));
  }

  /** The events as `logical id STATUS`. */
  log(): string[] {
    return this.events.map(({ logicalId, status }) => `${logicalId} ${status}`);
  }

  reasons(logicalId: string): Array<string | undefined> {
    return this.events.filter((event) => event.logicalId === logicalId).map(({ reason }) => reason);
  }

  /** The requests as `Type logical-id physical-id`. */
  asked(): string[] {
    return this.requests.map(({ RequestType, LogicalResourceId, PhysicalResourceId }) => [RequestType, LogicalResourceId, PhysicalResourceId].join(' ').trim());
  }

  answer(request: CustomRequest, body: Record<string, unknown> | string): { status: number } {
    const { StackId, RequestId, LogicalResourceId } = request;
    const text = typeof body === 'string' ? body : JSON.stringify({ Status: 'SUCCESS', StackId, RequestId, LogicalResourceId, ...body });
    return this.cloudFormation.responses.receive(new URL(request.ResponseURL), Buffer.from(text));
  }

  private functions(): Service {
    return {
      name: 'lambda',
      authorization: () => [],
      handle: async ({ operation, input }: ApiCall) => {
        expect(operation).toBe('Invoke');
        expect(input.InvocationType).toBe('Event');
        if (input.FunctionName !== FUNCTION_ARN) throw new ServiceError('ResourceNotFoundException', `Function not found: ${String(input.FunctionName)}`, 404);
        const request = JSON.parse(String(input.Payload)) as CustomRequest;
        this.requests.push(request);
        const reply = this.reply(request);
        if (reply) this.account.clock.at(this.account.clock.now() + (reply.after ?? 100), () => this.answer(request, reply.body));
        return { StatusCode: 202 };
      },
    };
  }
}

/** AWS::Test::Thing: does what its properties say. */
export class Things implements ResourceType {
  readonly typeName = 'AWS::Test::Thing';
  readonly properties = ['Name', 'Size', 'Seconds', 'Fail', 'FailUpdate', 'FailDelete', 'Link', 'Links'];
  readonly createOnly = ['Name'];
  readonly attributes = ['Arn', 'Endpoint'];
  readonly existing = new Map<string, Properties>();
  readonly history: string[] = [];
  failDeletes = 0;
  private next = 1;

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    this.history.push(`create ${context.logicalId}`);
    await context.account.clock.sleep(Number(properties.Seconds ?? 1) * 1000);
    const physicalId = `thing-${this.next++}`;
    if (properties.Fail === 'half-made') {
      this.existing.set(physicalId, properties);
      throw new ResourceFailure('half made', physicalId);
    }
    if (properties.Fail) throw new Error(String(properties.Fail));
    this.existing.set(physicalId, properties);
    return { physicalId, attributes: { Arn: `arn:${physicalId}`, Endpoint: { Address: `${physicalId}.example.com` } } };
  }

  async update(context: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    this.history.push(`update ${context.logicalId} ${physicalId} ${String(properties.Size)}`);
    await context.account.clock.sleep(Number(properties.Seconds ?? 1) * 1000);
    if (properties.FailUpdate) throw new Error(String(properties.FailUpdate));
    this.existing.set(physicalId, properties);
    return { physicalId, attributes: { Arn: `arn:${physicalId}`, Endpoint: { Address: `${physicalId}.example.com` } } };
  }

  async delete(context: ResourceContext, physicalId: string, properties: Properties): Promise<void> {
    this.history.push(`delete ${context.logicalId} ${physicalId}`);
    if (properties.FailDelete && this.failDeletes > 0) {
      this.failDeletes--;
      throw new Error(String(properties.FailDelete));
    }
    this.existing.delete(physicalId);
  }
}

export function thing(properties: JsonObject = {}, attributes: JsonObject = {}): JsonObject {
  return { Type: 'AWS::Test::Thing', Properties: properties, ...attributes };
}

export function custom(properties: JsonObject = {}, attributes: JsonObject = {}): JsonObject {
  return { Type: 'Custom::Widget', Properties: { ServiceToken: FUNCTION_ARN, ...properties }, ...attributes };
}
