import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Account, type AccountState } from '../../../src/core/account';
import type { Properties, Provisioned, ResourceContext } from '../../../src/core/resource-type';
import { Endpoint, type ReceiveAnswer } from '../../../src/endpoint/endpoint';
import { Iam } from '../../../src/services/iam/iam';
import { Lambda } from '../../../src/services/lambda/lambda';
import { StepFunctions } from '../../../src/services/stepfunctions/step-functions';
import { Sts } from '../../../src/services/sts/sts';

export const REGION = 'eu-central-1';
export const START = Date.UTC(2030, 0, 1);

/** Credentials and region for a client of the account's owner. */
export const CLIENT = { region: REGION, credentials: { accessKeyId: 'AKIALOCALROOT0000000', secretAccessKey: 'any' } };

/** An account with functions, state machines and an endpoint, and what a template would say about them. */
export class TestCloud {
  readonly account: Account;
  readonly endpoint: Endpoint;
  readonly lambda: Lambda;
  readonly states: StepFunctions;
  readonly puts: Array<{ url: URL; body: string }> = [];
  readonly folder: string;

  constructor(options: { state?: AccountState; folder?: string; patience?: number; receive?: ReceiveAnswer; inProcess?: boolean } = {}) {
    this.account = new Account(options.state ?? { id: '123456789012', now: START });
    this.folder = options.folder ?? mkdtempSync(path.join(tmpdir(), 'local-cloud-test-'));
    const receive = options.receive ?? ((url, body) => {
      this.puts.push({ url, body: body.toString() });
      return { status: 200 };
    });
    const { account } = this;
    this.endpoint = new Endpoint(account, receive);
    this.lambda = new Lambda(account, {
      codeFolder: path.join(this.folder, 'code'),
      acceptConnection: (connection) => this.endpoint.accept(connection),
      patience: options.patience,
      ...options.inProcess && { exchange: (request) => this.endpoint.exchange(request) },
    });
    this.states = new StepFunctions(account);
    new Sts(account);
    new Iam(account);
    account.scheduledTasks.resume();
  }

  async close(keepFolder = false): Promise<void> {
    await this.lambda.close();
    await this.endpoint.close();
    if (!keepFolder) rmSync(this.folder, { recursive: true, force: true });
  }

  context(logicalId: string): ResourceContext {
    return {
      account: this.account,
      region: REGION,
      stackId: `arn:aws:cloudformation:${REGION}:123456789012:stack/test/1`,
      stackName: 'test',
      logicalId,
      generateName: (longest) => `test-${logicalId}-ABCDEFGHIJKL`.slice(0, longest),
      assetPath: (_bucket, key) => path.join(this.folder, key),
    };
  }

  create(typeName: string, logicalId: string, properties: Properties): Promise<Provisioned> {
    const type = this.account.resourceTypes.get(typeName);
    if (!type) throw new Error(`No type ${typeName}`);
    return this.account.clock.runUntil(type.create(this.context(logicalId), properties));
  }

  /** A role that the service may assume, with the statements as its policy. Gives its ARN. */
  async role(name: string, service: string, statements: object[] = []): Promise<string> {
    const role = await this.create('AWS::IAM::Role', name, {
      RoleName: name,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
      },
      ...statements.length > 0 ? { Policies: [{ PolicyName: 'inline', PolicyDocument: { Version: '2012-10-17', Statement: statements } }] } : {},
    });
    return String(role.attributes.Arn);
  }

  /** A function whose code is one file, or several. It may do everything unless statements say otherwise. */
  async function(name: string, code: string | Record<string, string>, properties: Properties = {}, statements = [EVERYTHING]): Promise<string> {
    const files = typeof code === 'string' ? { 'index.js': code } : code;
    const folder = path.join(this.folder, `asset-${name}`);
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
    const role = await this.role(`${name}-role`, 'lambda.amazonaws.com', statements);
    const made = await this.create('AWS::Lambda::Function', name, {
      FunctionName: name, Runtime: 'nodejs22.x', Handler: 'index.handler', Role: role, Code: { S3Bucket: 'assets', S3Key: `asset-${name}` }, ...properties,
    });
    return String(made.attributes.Arn);
  }

  /** Invokes a function as the account's owner, and waits for its answer on virtual time. */
  async invoke(name: string, event: unknown = {}): Promise<{ payload: unknown; error?: unknown }> {
    const { output } = await this.account.clock.runUntil(this.account.call({
      service: 'lambda',
      region: REGION,
      operation: 'Invoke',
      input: { FunctionName: name, Payload: JSON.stringify(event) },
      caller: this.account.root,
    }));
    return { payload: JSON.parse(String(output.Payload)), error: output.FunctionError };
  }

  /** Accepts an event for a function. Time has to pass before it runs. */
  async send(name: string, event: unknown = {}): Promise<void> {
    await this.account.call({
      service: 'lambda',
      region: REGION,
      operation: 'Invoke',
      input: { FunctionName: name, InvocationType: 'Event', Payload: JSON.stringify(event) },
      caller: this.account.root,
    });
  }
}

const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };
