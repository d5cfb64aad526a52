import * as path from 'node:path';
import { ArnFormat, Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct, DependencyGroup, type IConstruct, type IDependable } from 'constructs';
import { acknowledge } from './acknowledgements';
import { LightsailFamily } from './family';
import { familyPolicy } from './family-policy';
import { familyStatements } from './family-statements';
import { ImportedProvider } from './imported-provider';
import { ownedByAnyStack, ownedByStack } from './ownership-conditions';
import { ANY_STACK, OWN_EXECUTIONS, policyOf } from './permission';
import type { ILightsailProvider } from './provider-ref';
import { WAITER_ARN_VARIABLE } from './waiter-contract';
import { waiterDefinition } from './waiter-definition';
import { refuse } from '../private/refuse';

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
   * How long the function's log is kept.
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}

/**
 * One Lambda function and one waiter (a Step Functions state machine) that do the work of every construct of this
 * library in a stack.
 *
 * Created automatically with the first construct of a stack. Create it yourself to share it between stacks, or to set how
 * long its log is kept; then pass it to the constructs as their `provider`.
 */
@propertyInjectable
export class LightsailProvider extends Construct implements ILightsailProvider {
  /** Identifies the class to property injectors (`PropertyInjectors.of(app)`). They also reach the providers that are created automatically. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-lightsail.LightsailProvider';

  /**
   * The stack's own provider, created by the first call.
   *
   * @param scope any construct of the stack
   */
  static getOrCreate(scope: IConstruct): LightsailProvider {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(STACK_PROVIDER_ID);
    return existing instanceof LightsailProvider ? existing : new LightsailProvider(stack, STACK_PROVIDER_ID);
  }

  /**
   * A provider that is deployed already, by its function's ARN: the template then carries no function and no asset.
   *
   * That provider must have been created with `shared: true`, in the same account and region; if it has `families`, they must
   * include those that are used here. Only the format of the ARN is checked at synthesis.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param functionArn the provider's `functionArn`; may be a token
   */
  static fromFunctionArn(scope: Construct, id: string, functionArn: string): ILightsailProvider {
    return new ImportedProvider(scope, id, functionArn);
  }

  /** The ARN of the function. */
  public readonly functionArn: string;

  /**
   * The function's role. The constructs' permissions are policies on it, one per family: some inline, some managed. IAM
   * allows a role ten managed policies, and 10,240 characters of inline ones; this library leaves at least two managed ones
   * and 2,048 characters to you.
   */
  public readonly role: iam.IRole;

  private readonly shared: boolean;
  /** The families of a shared provider. Undefined: whichever are used. */
  private readonly fixedFamilies?: readonly LightsailFamily[];
  private readonly families = new Map<LightsailFamily, IDependable>();
  private readonly foundation: IDependable;

  constructor(scope: Construct, id: string, props: LightsailProviderProps = {}) {
    super(scope, id);
    this.shared = props.shared ?? false;
    this.fixedFamilies = this.shared ? props.families ?? Object.values(LightsailFamily) : undefined;
    if (props.families && !this.shared) {
      refuse(this, {
        got: 'families for a provider that is not shared',
        expected: 'families together with `shared: true`: a provider of one stack has the permissions of what the stack uses',
        fix: 'set `shared: true`, or leave `families` out',
      });
    }

    const role = new iam.Role(this, 'Role', {
      description: 'Lets the Lightsail provider call Amazon Lightsail: one policy for each family of constructs',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    });
    const waiterRole = new iam.Role(this, 'WaiterRole', {
      description: 'Lets the waiter call the Lightsail provider function',
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com'),
    });
    const waiter = new sfn.CfnStateMachine(this, 'Waiter', {
      roleArn: waiterRole.roleArn,
      definitionString: Stack.of(this).toJsonString(waiterDefinition(Aws.PARTITION)),
    });
    const logGroup = new logs.LogGroup(this, 'Log', {
      retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const handler = new lambda.Function(this, 'Function', {
      description: 'Carries out the Lightsail constructs of cdk-lightsail',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(path.join(__dirname, '..', '..', 'assets', 'lightsail-provider')),
      handler: 'index.handler',
      // Enough for a hundred metrics and more: docs/metrics.md has the figures, with the heap's limits that Lambda itself sets.
      memorySize: 128,
      timeout: Duration.minutes(2),
      environment: { [WAITER_ARN_VARIABLE]: waiter.attrArn },
      logGroup,
      role,
    });

    // Policies of their own, apart from the roles: the function and the waiter need only each other's ARN to be made.
    const waiterExecutions = Stack.of(this).formatArn({
      service: 'states', resource: 'execution', resourceName: `${waiter.attrName}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const mayWait = policyOf(this, 'Policy', 'inline', role, [
      { sid: 'StartWaiter', actions: ['states:StartExecution'], resources: [waiter.attrArn] },
      {
        // Whether a request that is to be cleaned up after was ever answered.
        sid: 'FindWaiterExecutions',
        actions: ['states:DescribeExecution'],
        resources: [waiterExecutions],
        wildcardReason: OWN_EXECUTIONS,
      },
      {
        // What the stack is doing: a request that was cancelled must not create anything.
        sid: 'ReadStacks',
        actions: ['cloudformation:DescribeStacks', 'cloudformation:DescribeStackResource'],
        resources: [this.shared ? Stack.of(this).formatArn({ service: 'cloudformation', resource: 'stack', resourceName: '*' }) : Aws.STACK_ID],
        wildcardReason: ANY_STACK,
      },
      { sid: 'WriteLog', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] },
    ]);
    const mayCall = new iam.Policy(this, 'WaiterPolicy', {
      roles: [waiterRole],
      statements: [new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] })],
    });

    this.node.defaultChild = handler.node.defaultChild;
    this.functionArn = handler.functionArn;
    this.role = role;
    this.foundation = new DependencyGroup(mayWait, mayCall);
    acknowledge(waiter, {
      rule: 'AwsSolutions-SF1', reason: 'The function logs every step. The history of an execution holds the signed URL that answers CloudFormation, which belongs in no log.',
    }, {
      rule: 'AwsSolutions-SF2', reason: 'The waiter calls one function, whose log names the request and the step of each call.',
    });
    for (const family of this.fixedFamilies ?? []) this.permit(family);
  }

  useFamily(family: LightsailFamily, user: IConstruct): IDependable {
    if (!this.shared && Stack.of(user) !== Stack.of(this)) {
      refuse(user, {
        got: `a provider of the stack '${Stack.of(this).stackName}', which other stacks may not use`,
        expected: `a provider of this stack ('${Stack.of(user).stackName}') or a shared one`,
        fix: 'make the provider with `shared: true`, or leave `provider` out',
      });
    }
    if (this.fixedFamilies && !this.fixedFamilies.includes(family)) {
      refuse(user, {
        got: `a construct of the family '${family}'`,
        expected: `one of the shared provider's families (${this.fixedFamilies.join(', ')})`,
        fix: `add LightsailFamily.${familyName(family)} to the provider's \`families\`, or leave \`families\` out`,
      });
    }
    return this.permit(family);
  }

  private permit(family: LightsailFamily): IDependable {
    const known = this.families.get(family);
    if (known) return known;
    const owned = this.shared ? ownedByAnyStack() : ownedByStack(Stack.of(this));
    const policy = familyPolicy(this, family, this.role, familyStatements[family](owned));
    const needed = new DependencyGroup(policy, this.foundation);
    this.families.set(family, needed);
    return needed;
  }
}

/** `SNAPSHOTS`: as users write it. */
function familyName(family: LightsailFamily): string {
  const [name = family] = Object.entries(LightsailFamily).find(([, value]) => value === family) ?? [];
  return name;
}

/** Never changes: the logical ids below it hang on it, and a service token cannot be updated. */
const STACK_PROVIDER_ID = 'CdkLightsailProvider';
