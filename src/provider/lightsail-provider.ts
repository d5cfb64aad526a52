import * as path from 'node:path';
import { ArnFormat, Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct, DependencyGroup, type IConstruct, type IDependable } from 'constructs';
import { acknowledge, type Acknowledgement } from './acknowledgements';
import { defaultProvider, setDefaultProvider } from './default-provider';
import { LightsailFamily } from './family';
import { familyPolicy } from './family-policy';
import { familyStatements } from './family-statements';
import { ImportedProvider } from './imported-provider';
import type { LightsailProviderImportOptions } from './lightsail-provider-import';
import type { LightsailProviderProps } from './lightsail-provider-props';
import { ownedByAnyStack, ownedByStack } from './ownership-conditions';
import { type Permission, policyOf } from './permission';
import { checkFamily, checkPlace, checkProvider } from './provider-checks';
import { providerPermissions } from './provider-permissions';
import type { ILightsailProvider } from './provider-ref';
import { WAITER_ARN_VARIABLE } from './waiter-contract';
import { waiterDefinition } from './waiter-definition';
import { observe } from './waiter-observability';
import { refuse } from '../private/refuse';

/**
 * One Lambda function and one waiter (a Step Functions state machine) that do the work of every construct of this
 * library in a stack.
 *
 * Created automatically with the first construct of a stack. Create it yourself to share it between stacks or to set its
 * options; then pass it to the constructs as their `provider`, or make it the default of a stack, a stage or the app with
 * `setDefault`. docs/provider.md explains the options.
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
   * The provider that constructs without a `provider` of their own use here: the one that `setDefault` chose for the nearest
   * scope, otherwise the stack's own, created by the first call.
   *
   * @param scope any construct
   */
  static of(scope: IConstruct): ILightsailProvider {
    return defaultProvider(scope, () => LightsailProvider.getOrCreate(scope));
  }

  /**
   * Chooses the provider of all constructs below a scope that are given none: of a stack, a stage or the app. To be called
   * before the first of them is created.
   *
   * A provider that several stacks use must be `shared`. It serves its own account and region: a stack of another one rejects
   * it, so choose one for each.
   *
   * @param scope a stack, a stage, an app, or any other construct
   * @param provider the provider
   */
  static setDefault(scope: IConstruct, provider: ILightsailProvider): void {
    setDefaultProvider(scope, provider);
  }

  /**
   * A provider that is deployed already, by its function's ARN: the template then carries no function and no asset.
   *
   * That provider must have been created with `shared: true`. At synthesis, the format of the ARN is checked, whether the stack
   * has its account and region, and whether `families` contains what is used here.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param functionArn the provider's `functionArn`; may be a token
   * @param options what is known of the provider
   */
  static fromFunctionArn(scope: Construct, id: string, functionArn: string, options: LightsailProviderImportOptions = {}): ILightsailProvider {
    return new ImportedProvider(scope, id, functionArn, options.families);
  }

  /** The ARN of the function. */
  public readonly functionArn: string;

  /**
   * The function's role. The constructs' permissions are policies on it, one per family: some inline, some managed. IAM
   * allows a role ten managed policies, and 10,240 characters of inline ones; this library leaves at least two managed ones
   * and 2,048 characters to you.
   */
  public readonly role: iam.IRole;

  /** The function, for alarms and dashboards. It answers only CloudFormation, schedules and the waiter. */
  public readonly function: lambda.IFunction;

  /** The function's log. */
  public readonly logGroup: logs.ILogGroup;

  /** The waiter, for alarms and dashboards: a state machine that calls the function again until the work is done. */
  public readonly waiter: sfn.IStateMachine;

  /** @internal */
  readonly _permissionsBoundary?: iam.IManagedPolicy;

  private readonly shared: boolean;
  /** The families of a shared provider. Undefined: whichever are used. */
  private readonly fixedFamilies?: readonly LightsailFamily[];
  private readonly families = new Map<LightsailFamily, IDependable>();
  private readonly foundation: IDependable;

  constructor(scope: Construct, id: string, props: LightsailProviderProps = {}) {
    super(scope, id);
    this.shared = props.shared ?? false;
    this.fixedFamilies = this.shared ? props.families ?? Object.values(LightsailFamily) : undefined;
    checkProvider(this, props);

    const role = props.role ?? new iam.Role(this, 'Role', {
      description: 'Lets the Lightsail provider call Amazon Lightsail: one policy for each family of constructs',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    });
    const waiterRole = props.waiterRole ?? new iam.Role(this, 'WaiterRole', {
      description: 'Lets the waiter call the Lightsail provider function',
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com'),
    });
    const waiter = new sfn.CfnStateMachine(this, 'Waiter', {
      roleArn: waiterRole.roleArn,
      definitionString: Stack.of(this).toJsonString(waiterDefinition(Aws.PARTITION)),
    });
    const isTraced = props.tracing !== undefined && props.tracing !== lambda.Tracing.DISABLED;
    observe(this, waiter, waiterRole, { logs: props.waiterLogs, traced: isTraced });
    const logGroup = new logs.LogGroup(this, 'Log', {
      retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
      removalPolicy: props.logRemovalPolicy ?? RemovalPolicy.DESTROY,
      encryptionKey: props.logEncryptionKey,
    });
    const handler = new lambda.Function(this, 'Function', {
      description: 'Carries out the Lightsail constructs of cdk-lightsail',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(path.join(__dirname, '..', '..', 'assets', 'lightsail-provider')),
      handler: 'index.handler',
      // Enough for a hundred metrics and more: docs/metrics.md has the figures, with the heap's limits that Lambda itself sets.
      memorySize: props.memorySize ?? 128,
      timeout: Duration.minutes(2),
      environment: { [WAITER_ARN_VARIABLE]: waiter.attrArn },
      environmentEncryption: props.environmentEncryption,
      logGroup,
      role,
      reservedConcurrentExecutions: props.reservedConcurrentExecutions,
      securityGroups: props.securityGroups,
      tracing: props.tracing,
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets,
    });
    // Lambda refuses a function whose role may not make its network interfaces yet.
    if (props.vpc) handler.node.addDependency(policyOf(this, 'VpcPolicy', 'inline', role, [USE_VPC]));

    // Policies of their own, apart from the roles: the function and the waiter need only each other's ARN to be made.
    const mayWait = policyOf(this, 'Policy', 'inline', role, providerPermissions({
      waiter: waiter.attrArn,
      waiterExecutions: Stack.of(this).formatArn({
        service: 'states', resource: 'execution', resourceName: `${waiter.attrName}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      stacks: this.shared ? Stack.of(this).formatArn({ service: 'cloudformation', resource: 'stack', resourceName: '*' }) : Aws.STACK_ID,
      logGroup: logGroup.logGroupArn,
      environmentKey: props.environmentEncryption?.keyArn,
    }));
    const mayCall = new iam.Policy(this, 'WaiterPolicy', {
      roles: [waiterRole],
      statements: [new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] })],
    });

    this.node.defaultChild = handler.node.defaultChild;
    this.functionArn = handler.functionArn;
    this.role = role;
    this.function = handler;
    this.logGroup = logGroup;
    this.waiter = sfn.StateMachine.fromStateMachineArn(this, 'WaiterReference', waiter.attrArn);
    this._permissionsBoundary = props.permissionsBoundary;
    if (props.permissionsBoundary) iam.PermissionsBoundary.of(this).apply(props.permissionsBoundary);
    this.foundation = new DependencyGroup(mayWait, mayCall);
    acknowledge(waiter, ...props.waiterLogs ? [] : [WAITER_WITHOUT_LOG], ...isTraced ? [] : [WAITER_WITHOUT_TRACES]);
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
    checkPlace(user, Stack.of(this));
    checkFamily(user, family, this.fixedFamilies, "the shared provider's");
    return this.permit(family);
  }

  /**
   * How often the function was called.
   *
   * @default - sum over 5 minutes
   * @param props what differs from the default
   */
  metricInvocations(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.function.metricInvocations(props);
  }

  /**
   * How often the function failed. A request that fails is answered, and is no failure of the function: this counts crashes.
   *
   * @default - sum over 5 minutes
   * @param props what differs from the default
   */
  metricErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.function.metricErrors(props);
  }

  /**
   * How often a call of the function was rejected, because too many copies were running. The call is tried again.
   *
   * @default - sum over 5 minutes
   * @param props what differs from the default
   */
  metricThrottles(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.function.metricThrottles(props);
  }

  /**
   * How long the calls of the function took, in milliseconds.
   *
   * @default - average over 5 minutes
   * @param props what differs from the default
   */
  metricDuration(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.function.metricDuration(props);
  }

  /**
   * How many executions of the waiter failed: the function could not be called for so long that it gave up. A schedule whose
   * execution failed has no result.
   *
   * @default - sum over 5 minutes
   * @param props what differs from the default
   */
  metricWaiterFailed(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.waiter.metricFailed(props);
  }

  /**
   * How many executions of the waiter ran out of time.
   *
   * @default - sum over 5 minutes
   * @param props what differs from the default
   */
  metricWaiterTimedOut(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.waiter.metricTimedOut(props);
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

const USE_VPC: Permission = {
  sid: 'UseVpc',
  actions: [
    'ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', 'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses',
  ],
  resources: ['*'],
  wildcardReason: 'AWS Lambda asks for these permissions on any network interface, as its own managed policy for VPC access gives them.',
};

const WAITER_WITHOUT_LOG: Acknowledgement = {
  rule: 'AwsSolutions-SF1',
  reason: 'The function logs every step. The history of an execution holds the signed URL that answers CloudFormation, which belongs in no log.',
};

const WAITER_WITHOUT_TRACES: Acknowledgement = {
  rule: 'AwsSolutions-SF2',
  reason: 'The waiter calls one function, whose log names the request and the step of each call.',
};

/** Never changes: the logical ids below it hang on it, and a service token cannot be updated. */
const STACK_PROVIDER_ID = 'CdkLightsailProvider';
