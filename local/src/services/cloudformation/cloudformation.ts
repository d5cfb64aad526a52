import { ChangeSets } from './api/change-sets';
import { describingOperations } from './api/describing';
import { type Input, type Output, page, required, text } from './api/inputs';
import { writingOperations } from './api/writing';
import { CustomResources } from './custom-resource/custom-resources';
import { Responses } from './custom-resource/responses';
import { Deployer } from './deployment/deployer';
import { endInterruptedDeployments } from './deployment/interrupted';
import { describedEvent, describedResource, describedStack, summarizedStack } from './descriptions';
import { validationError } from './errors';
import { cloudFormationState, findStack, type StackEvent, type StackState } from './state';
import { cdkMetadata } from './types/cdk-metadata';
import { NestedStackType } from './types/nested-stack';
import { waitConditionHandle } from './types/wait-condition-handle';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import type { JsonObject } from '../../core/json';
import { partition } from '../../core/partition';
import { type ApiCall, NotSupportedError, type Service } from '../../core/service';


/** Calls that are about no stack in particular. */
const WITHOUT_STACK = ['GetTemplateSummary', 'ListExports', 'ListImports', 'ListStacks', 'ValidateTemplate'];

/**
 * CloudFormation's API. Stacks are deployed by the `Deployer`. Answers have the shape of the SDK's
 * outputs; times are `Date`s.
 */
export class CloudFormation implements Service {
  readonly name = 'cloudformation';
  readonly resourceTypes = [waitConditionHandle, cdkMetadata, new NestedStackType(() => this.deployer)];
  /** Takes the answers of custom resources' functions. */
  readonly responses: Responses;
  readonly deployer: Deployer;

  private readonly operations: Readonly<Record<string, (region: string, input: Input) => Output>> = {
    DescribeStacks: (region, input) => {
      const name = text(input.StackName);
      const stacks = name === undefined
        ? this.stacks(region).filter(({ status }) => status !== 'DELETE_COMPLETE')
        : [this.stack(region, name, `Stack with id ${name} does not exist`)];
      return page('Stacks', stacks.map(describedStack), input);
    },
    ListStacks: (region, input) => {
      const filter = Array.isArray(input.StackStatusFilter) ? input.StackStatusFilter.filter((status) => typeof status === 'string') : [];
      const stacks = this.stacks(region).filter(({ status }) => filter.length === 0 || filter.includes(status)).reverse();
      return page('StackSummaries', stacks.map(summarizedStack), input);
    },
    DescribeStackEvents: (region, input) => {
      const name = required(input, 'StackName');
      const { events } = this.stack(region, name, `Stack [${name}] does not exist`);
      return page('StackEvents', oneAfterTheOther(events).map(describedEvent).reverse(), input);
    },
    DescribeStackResource: (region, input) => {
      const name = required(input, 'StackName');
      const logicalId = required(input, 'LogicalResourceId');
      const stack = this.stack(region, name, `Stack '${name}' does not exist`);
      const resource = Object.hasOwn(stack.resources, logicalId) ? stack.resources[logicalId] : undefined;
      if (!resource) throw validationError(`Resource ${logicalId} does not exist for stack ${stack.stackName}`);
      return { StackResourceDetail: describedResource(stack, resource, true) };
    },
    DescribeStackResources: (region, input) => {
      const { PhysicalResourceId } = input;
      if (PhysicalResourceId !== undefined) throw new NotSupportedError('DescribeStackResources by PhysicalResourceId');
      const name = required(input, 'StackName');
      const stack = this.stack(region, name, `Stack with id ${name} does not exist`);
      const wanted = text(input.LogicalResourceId);
      const resources = Object.values(stack.resources).filter(({ logicalId }) => wanted === undefined || logicalId === wanted);
      return { StackResources: resources.map((resource) => describedResource(stack, resource, false)) };
    },
    GetTemplate: (region, input) => {
      const name = required(input, 'StackName');
      const { template, templateBody } = this.stack(region, name, `Stack with id ${name} does not exist`);
      return { TemplateBody: templateOf(template, templateBody, input), StagesAvailable: ['Original', 'Processed'] };
    },
  };
  /** What may take time, or changes something. */
  private readonly calls: Readonly<Record<string, (call: ApiCall) => Output | Promise<Output>>>;

  constructor(private readonly account: Account) {
    this.responses = new Responses(account);
    this.deployer = new Deployer(account, new CustomResources(account, this.responses));
    const changeSets = new ChangeSets(account, this.deployer);
    this.calls = {
      ...describingOperations(account),
      ...writingOperations(account, this.deployer),
      CreateChangeSet: (call) => changeSets.create(call),
      DeleteChangeSet: (call) => changeSets.delete(call),
      DescribeChangeSet: (call) => changeSets.describe(call),
      ExecuteChangeSet: (call) => changeSets.execute(call),
      ListChangeSets: (call) => changeSets.list(call),
      GetTemplate: (call) => {
        if (text(call.input.ChangeSetName) === undefined) return this.operations.GetTemplate?.(call.region, call.input) ?? {};
        const { changeSet: { template, templateBody } } = changeSets.named(call);
        return { TemplateBody: templateOf(template, templateBody, call.input), StagesAvailable: ['Original', 'Processed'] };
      },
    };
    account.add(this);
  }

  /** All stacks in all regions, deleted ones included; the newest is the last. */
  everyStack(): readonly StackState[] {
    return cloudFormationState(this.account).stacks;
  }

  /** Every stack that is not deleted. */
  existingStacks(): StackState[] {
    return cloudFormationState(this.account).stacks.filter(({ status }) => status !== 'DELETE_COMPLETE');
  }

  /** Brings what an earlier process left under way to an end. Called once, when every service is there. */
  endInterrupted(): void {
    endInterruptedDeployments(this.account);
  }

  authorization({ operation, input, region }: ApiCall): AuthorizationRequest[] {
    const name = text(input.StackName);
    const prefix = `arn:${partition(region)}:cloudformation:${region}:${this.account.id}:stack`;
    const resource = name === undefined ? (WITHOUT_STACK.includes(operation) ? '*' : `${prefix}/*/*`) : name.startsWith('arn:') ? name : `${prefix}/${name}/*`;
    const role = text(input.RoleARN);
    return [
      { action: `cloudformation:${operation}`, resource },
      ...role === undefined ? [] : [{ action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } }],
    ];
  }

  async handle(call: ApiCall): Promise<Output> {
    const { operation, input, region } = call;
    if (Object.hasOwn(this.calls, operation)) return await this.calls[operation]?.(call) ?? {};
    if (!Object.hasOwn(this.operations, operation)) throw new NotSupportedError(`cloudformation:${operation}`);
    return this.operations[operation]?.(region, input) ?? {};
  }

  private stacks(region: string): StackState[] {
    return cloudFormationState(this.account).stacks.filter((stack) => stack.region === region);
  }

  private stack(region: string, nameOrArn: string, absent: string): StackState {
    const stack = findStack(this.account, region, nameOrArn);
    if (!stack || stack.region !== region) throw validationError(absent);
    return stack;
  }
}

/** As it was written, or as it was understood. */
function templateOf(template: JsonObject, body: string | undefined, input: Input): string {
  return text(input.TemplateStage) === 'Processed' || body === undefined ? JSON.stringify(template) : body;
}

/** Clients sort events by their time: those of one moment are a millisecond apart, or they would be in any order. */
function oneAfterTheOther(events: readonly StackEvent[]): StackEvent[] {
  let last = Number.NEGATIVE_INFINITY;
  return events.map((event) => {
    last = Math.max(event.timestamp, last + 1);
    return { ...event, timestamp: last };
  });
}
