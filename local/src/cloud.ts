import * as path from 'node:path';
import { Account, type AccountState } from './core/account';
import type { HttpRequest } from './core/http-exchange';
import { Endpoint } from './endpoint/endpoint';
import { publishAssets } from './publish-assets';
import { CloudFormation, type Listener, type Outcome, type StackToDeploy } from './services/cloudformation';
import { CloudTrail } from './services/cloudtrail/cloudtrail';
import { CloudWatch } from './services/cloudwatch/cloudwatch';
import { Ecr } from './services/ecr/ecr';
import { EventBridge } from './services/events/event-bridge';
import { Iam, type IamOptions } from './services/iam/iam';
import { Kms } from './services/kms/kms';
import { Lambda } from './services/lambda/lambda';
import { Lightsail, type LightsailOptions } from './services/lightsail/lightsail';
import { Logs } from './services/logs/logs';
import { S3 } from './services/s3/s3';
import { Scheduler } from './services/scheduler/scheduler';
import { SecretsManager } from './services/secretsmanager/secrets-manager';
import { Sns } from './services/sns/sns';
import { Sqs } from './services/sqs/sqs';
import { Ssm } from './services/ssm/ssm';
import { StepFunctions } from './services/stepfunctions/step-functions';
import { Sts } from './services/sts/sts';

export interface CloudOptions {
  /** Where the functions' code is kept, and the objects in S3. Belongs to the state. */
  readonly codeFolder: string;
  /** What an earlier process left. Default: an account with nothing in it. */
  readonly state?: AccountState;
  /** Milliseconds since the epoch at which a new account begins. Default: now. */
  readonly beginning?: number;
  readonly iam?: IamOptions;
  /**
   * Where functions run. `in-process`: without processes of their own, if their code is one file that needs little of Node.js; others
   * have one all the same. Far faster, for tests that play thousands of lives.
   *
   * @default processes
   */
  readonly functions?: 'processes' | 'in-process';
  readonly lightsail?: LightsailOptions;
}

/** The account id that AWS's documentation uses. */
const ACCOUNT_ID = '123456789012';

/** The local cloud: an account with every service that the local cloud knows. */
export class Cloud {
  readonly account: Account;
  readonly cloudFormation: CloudFormation;
  readonly cloudWatch: CloudWatch;
  readonly events: EventBridge;
  readonly lambda: Lambda;
  readonly lightsail: Lightsail;
  readonly s3: S3;
  readonly scheduler: Scheduler;
  readonly sns: Sns;
  readonly sqs: Sqs;
  readonly stepFunctions: StepFunctions;
  readonly endpoint: Endpoint;

  constructor(options: CloudOptions) {
    const account = new Account(options.state ?? { id: ACCOUNT_ID, now: options.beginning ?? Date.now() });
    this.account = account;

    this.cloudFormation = new CloudFormation(account);
    new CloudTrail(account);
    this.cloudWatch = new CloudWatch(account);
    new Ecr(account);
    this.events = new EventBridge(account);
    new Iam(account, options.iam);
    new Kms(account);
    this.lambda = new Lambda(account, {
      codeFolder: options.codeFolder,
      acceptConnection: (connection) => this.endpoint.accept(connection),
      ...options.functions === 'in-process' && { exchange: (request: HttpRequest) => this.endpoint.exchange(request) },
    });
    this.lightsail = new Lightsail(account, options.lightsail);
    new Logs(account);
    this.s3 = new S3(account, { folder: path.join(options.codeFolder, 'objects') });
    this.scheduler = new Scheduler(account);
    new SecretsManager(account);
    this.sns = new Sns(account);
    this.sqs = new Sqs(account);
    new Ssm(account);
    this.stepFunctions = new StepFunctions(account);
    new Sts(account);

    this.endpoint = new Endpoint(account, (url, body) => this.cloudFormation.responses.receive(url, body));
    this.cloudFormation.endInterrupted();
    account.scheduledTasks.resume((defect) => account.defects.report(defect));
  }

  /** Creates or updates a stack, and lets as much time pass as that takes. */
  deploy(stack: StackToDeploy, listener?: Listener): Promise<Outcome> {
    publishAssets(this.s3, stack);
    return this.run(this.cloudFormation.deployer.deploy(stack, listener));
  }

  /** Deletes a stack, and lets as much time pass as that takes. */
  destroy(stackName: string, region: string, listener?: Listener): Promise<Outcome> {
    return this.run(this.cloudFormation.deployer.destroy(stackName, region, listener));
  }

  /** Gives up the update that is under way. */
  cancelUpdate(stackName: string, region: string): void {
    this.cloudFormation.deployer.cancelUpdate(stackName, region);
  }

  /** Lets time pass. */
  async advance(milliseconds: number): Promise<void> {
    const { clock, defects } = this.account;
    await defects.guard(clock.advance(milliseconds));
    defects.assertNone();
  }

  /** Ends every process. */
  async close(): Promise<void> {
    await this.lambda.close();
    await this.endpoint.close();
  }

  private run<T>(work: Promise<T>): Promise<T> {
    return this.account.clock.runUntil(this.account.defects.guard(work));
  }
}
