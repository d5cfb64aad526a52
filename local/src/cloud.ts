import { AccessKeys } from './core/access-keys';
import { Account, type AccountState } from './core/account';
import { Defects } from './core/defects';
import { Endpoint } from './endpoint/endpoint';
import { installScheduling, type Scheduling } from './scheduling';
import { addCloudFormation, type CloudFormation, type Listener, type Outcome, type StackToDeploy } from './services/cloudformation';
import { installIam, type IamOptions } from './services/iam';
import { LambdaService } from './services/lambda/lambda-service';
import { Lightsail, type LightsailOptions } from './services/lightsail/lightsail';
import { StepFunctionsService } from './services/stepfunctions/stepfunctions-service';
import { StsService } from './services/sts/sts-service';

export interface CloudOptions {
  /** Where the functions' code is kept. Belongs to the state. */
  readonly codeFolder: string;
  /** What an earlier process left. Default: an account with nothing in it. */
  readonly state?: AccountState;
  /** Milliseconds since the epoch at which a new account begins. Default: now. */
  readonly beginning?: number;
  readonly iam?: IamOptions;
  readonly lightsail?: LightsailOptions;
}

/** The account id that AWS's documentation uses. */
const ACCOUNT_ID = '123456789012';

/** The local cloud: an account with every service that the local cloud knows. */
export class Cloud {
  readonly account: Account;
  readonly lightsail: Lightsail;
  readonly lambda: LambdaService;
  readonly stepFunctions: StepFunctionsService;
  readonly scheduling: Scheduling;
  readonly endpoint: Endpoint;
  /** What the local cloud was asked for and does not know. Nothing that a run shows is worth anything then. */
  readonly defects = new Defects();
  private readonly cloudFormation: CloudFormation;

  constructor(options: CloudOptions) {
    const account = new Account(options.state ?? { id: ACCOUNT_ID, now: options.beginning ?? Date.now() });
    const { defects } = this;
    const keys = new AccessKeys(account);
    this.account = account;

    installIam(account, options.iam);
    this.lightsail = new Lightsail(account, options.lightsail);
    this.cloudFormation = addCloudFormation(account);
    this.stepFunctions = new StepFunctionsService({ account, defects });
    this.scheduling = installScheduling(account, defects);
    new StsService(account);

    const { responses } = this.cloudFormation;
    this.endpoint = new Endpoint({ account, keys, defects, receive: (url, body) => responses.receive(url, body) });
    this.lambda = new LambdaService({
      account, keys, defects, codeFolder: options.codeFolder, acceptConnection: (connection) => this.endpoint.accept(connection),
    });
    account.scheduledTasks.resume((defect) => this.defects.report(defect));
  }

  /** Creates or updates a stack, and lets as much time pass as that takes. */
  deploy(stack: StackToDeploy, listener?: Listener): Promise<Outcome> {
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
    await this.defects.guard(this.account.clock.advance(milliseconds));
    this.defects.assertNone();
  }

  /** Ends every process. */
  async close(): Promise<void> {
    await this.lambda.close();
    await this.endpoint.close();
  }

  private run<T>(work: Promise<T>): Promise<T> {
    return this.account.clock.runUntil(this.defects.guard(work));
  }
}
