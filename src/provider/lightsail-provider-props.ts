import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { LightsailFamily } from './family';

/**
 * Properties of a provider.
 */
export interface LightsailProviderProps {
  /**
   * Whether other stacks of the account and region use this provider too.
   *
   * Without it, the function may change and delete only what its own stack owns, and has the permissions of the families
   * that are in use there. A shared one may change and delete what any stack of the account and region owns, by its tags.
   * It has the permissions of all families (or of `families`), whether they are in use or not: a stack that stops using a
   * family is deployed after the provider's stack, and still needs the permissions to delete its resources.
   *
   * @default false
   */
  readonly shared?: boolean;

  /**
   * The families that a shared provider has the permissions of, and no others.
   *
   * A construct of another family in the same app is rejected. Remove a family from the list only after every stack has been
   * deployed without its constructs: without the permissions, their resources cannot be deleted. Rejected without `shared`.
   *
   * @default - all families if `shared`, otherwise those in use
   */
  readonly families?: LightsailFamily[];

  /**
   * The function's role. AWS Lambda (`lambda.amazonaws.com`) must be trusted to assume it.
   *
   * The constructs' permissions are attached to it as policies, also if it is an imported role: see `role` of the provider for
   * how much of IAM's quotas they take.
   *
   * @default - a new role
   */
  readonly role?: iam.IRole;

  /**
   * The waiter's role. AWS Step Functions (`states.amazonaws.com`) must be trusted to assume it. The permission to call the
   * function is attached to it as a policy.
   *
   * @default - a new role
   */
  readonly waiterRole?: iam.IRole;

  /**
   * The permissions boundary of the roles that are created: of the function, of the waiter, and the one with which EventBridge
   * Scheduler calls the function.
   *
   * It must allow what the families in use need (docs/provider.md), or calls are denied when they are made.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The VPC in which the function runs.
   *
   * Lightsail, Step Functions and CloudFormation are called at their public endpoints, and answers are sent to Amazon S3: the
   * subnets must reach the internet, for example through a NAT gateway. Lightsail has no VPC endpoint. Without a way out, each
   * deployment waits for its time-out.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
   * @default - the function is in no VPC
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the VPC. Requires `vpc`.
   *
   * @default - the private subnets that reach the internet
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the function. They must allow outgoing HTTPS (TCP port 443). Requires `vpc`.
   *
   * @default - a new one, that allows all outgoing traffic
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The key that encrypts the function's environment variables. There is one: the ARN of the waiter. The function gets the
   * permission to decrypt with it.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
   * @default - a key that AWS Lambda owns
   */
  readonly environmentEncryption?: kms.IKey;

  /**
   * The key that encrypts the function's log. Its key policy must let `logs.REGION.amazonaws.com` use it.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   * @default - a key that CloudWatch Logs owns
   */
  readonly logEncryptionKey?: kms.IKey;

  /**
   * How long the function's log is kept.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * What happens to the function's log when the provider leaves the stack.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly logRemovalPolicy?: RemovalPolicy;

  /**
   * Whether AWS X-Ray traces the function and the waiter.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
   * @default lambda.Tracing.DISABLED
   */
  readonly tracing?: lambda.Tracing;

  /**
   * Where and what the waiter logs. The function's own log names the request and the step of each call; this adds the
   * transitions of the state machine.
   *
   * With `includeExecutionData` the log holds the URLs that answer CloudFormation, each valid for two hours: the construct warns
   * of it.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
   * @default - the waiter does not log
   */
  readonly waiterLogs?: sfn.LogOptions;

  /**
   * The function's memory, 128 to 10,240 MiB. The CPU grows with it.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   * @default 128
   */
  readonly memorySize?: number;

  /**
   * How many copies of the function run at once, at most: as many are reserved for it. At least 1. What comes when all are busy
   * waits, and is tried again.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   * @default - as many as the account allows
   */
  readonly reservedConcurrentExecutions?: number;
}
