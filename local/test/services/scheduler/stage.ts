import { Account } from '../../../src/core/account';
import type { Properties, Provisioned, ResourceContext } from '../../../src/core/resource-type';
import { type ApiCall, type Service, ServiceError } from '../../../src/core/service';
import { CloudWatch } from '../../../src/services/cloudwatch/cloudwatch';
import { EventBridge } from '../../../src/services/events/event-bridge';
import { Iam } from '../../../src/services/iam/iam';
import { Scheduler } from '../../../src/services/scheduler/scheduler';
import { Sns } from '../../../src/services/sns/sns';
import { Sqs } from '../../../src/services/sqs/sqs';
import { Ssm } from '../../../src/services/ssm/ssm';

export const REGION = 'eu-central-1';
export const START = Date.parse('2026-03-01T00:00:00Z');

/** A Lambda that notes what it is invoked with, and refuses as often as it is told. */
export class FunctionDouble implements Service {
  readonly name = 'lambda';
  readonly invocations: Array<{ readonly at: string; readonly payload: unknown; readonly caller: string }> = [];
  refusals = 0;

  constructor(private readonly account: Account) {}

  authorization(call: ApiCall) {
    return [{ action: 'lambda:InvokeFunction', resource: String(call.input.FunctionName) }];
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    if (call.operation !== 'Invoke' || call.input.InvocationType !== 'Event') throw new Error(`Unexpected ${call.operation}`);
    if (this.refusals > 0) {
      this.refusals--;
      throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429);
    }
    this.invocations.push({
      at: new Date(this.account.clock.now()).toISOString(), payload: JSON.parse(String(call.input.Payload)), caller: call.caller.arn,
    });
    return { StatusCode: 202 };
  }

  get times(): string[] {
    return this.invocations.map(({ at }) => at.replace(':00.000Z', 'Z'));
  }
}

/** An account with all that schedules need, and resources made without a template. */
export class Stage {
  readonly account: Account;
  readonly cloudWatch: CloudWatch;
  readonly events: EventBridge;
  readonly scheduler: Scheduler;
  readonly sns: Sns;
  readonly sqs: Sqs;
  readonly lambda: FunctionDouble;
  readonly functionArn: string;

  constructor(state?: Account['state']) {
    this.account = new Account(state ?? { id: '123456789012', now: START });
    new Iam(this.account, { settleSeconds: 0, propagationSeconds: 0 });
    this.cloudWatch = new CloudWatch(this.account);
    this.events = new EventBridge(this.account);
    this.scheduler = new Scheduler(this.account);
    this.sns = new Sns(this.account);
    this.sqs = new Sqs(this.account);
    new Ssm(this.account);
    this.lambda = new FunctionDouble(this.account);
    this.account.add(this.lambda);
    this.functionArn = `arn:aws:lambda:${REGION}:${this.account.id}:function:work`;
    this.account.scheduledTasks.resume();
  }

  create(typeName: string, logicalId: string, properties: Properties): Promise<Provisioned> {
    return this.account.clock.runUntil(this.type(typeName).create(this.context(logicalId), properties));
  }

  update(typeName: string, logicalId: string, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    return this.account.clock.runUntil(this.type(typeName).update(this.context(logicalId), physicalId, properties, old));
  }

  delete(typeName: string, logicalId: string, physicalId: string, properties: Properties): Promise<void> {
    return this.account.clock.runUntil(this.type(typeName).delete(this.context(logicalId), physicalId, properties));
  }

  /** The ARN of a role that a service may assume, with these rights. */
  async role(service: string, ...statements: object[]): Promise<string> {
    const { attributes } = await this.create('AWS::IAM::Role', `Role${service}`, {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] },
      Policies: statements.length === 0 ? [] : [{ PolicyName: 'rights', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    });
    return String(attributes.Arn);
  }

  async advance(milliseconds: number): Promise<void> {
    await this.account.clock.advance(milliseconds);
    this.account.defects.assertNone();
  }

  private type(typeName: string) {
    const type = this.account.resourceTypes.get(typeName);
    if (!type) throw new Error(`No ${typeName}`);
    return type;
  }

  private context(logicalId: string): ResourceContext {
    return {
      account: this.account,
      region: REGION,
      stackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Shop/1',
      stackName: 'Shop',
      logicalId,
      generateName: (maxLength) => `Shop-${logicalId}-000000000000`.slice(0, maxLength),
      assetPath: () => { throw new Error('no assets'); },
    };
  }
}
