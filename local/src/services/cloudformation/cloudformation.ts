import { CustomResources } from './custom-resource/custom-resources';
import { Responses } from './custom-resource/responses';
import { Deployer } from './deployment/deployer';
import { describedEvent, describedResource, describedStack, summarizedStack } from './descriptions';
import { validationError } from './errors';
import { cloudFormationState, findStack, type StackState } from './state';
import { partition } from './template/environment';
import { cdkMetadata } from './types/cdk-metadata';
import { NestedStackType } from './types/nested-stack';
import { waitConditionHandle } from './types/wait-condition-handle';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

const PAGE = 100;

/**
 * CloudFormation's API, as far as it reads. Stacks are deployed by the `Deployer`. Answers have the shape of the SDK's
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
      return page('StackEvents', events.map(describedEvent).reverse(), input);
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
      const stack = this.stack(region, name, `Stack with id ${name} does not exist`);
      return { TemplateBody: JSON.stringify(stack.template), StagesAvailable: ['Original', 'Processed'] };
    },
  };

  constructor(private readonly account: Account) {
    this.responses = new Responses(account);
    this.deployer = new Deployer(account, new CustomResources(account, this.responses));
    account.add(this);
  }

  authorization({ operation, input, region }: ApiCall): AuthorizationRequest[] {
    const name = text(input.StackName);
    const prefix = `arn:${partition(region)}:cloudformation:${region}:${this.account.id}:stack`;
    const resource = name === undefined ? (operation === 'ListStacks' ? '*' : `${prefix}/*/*`) : name.startsWith('arn:') ? name : `${prefix}/${name}/*`;
    return [{ action: `cloudformation:${operation}`, resource }];
  }

  async handle({ operation, input, region }: ApiCall): Promise<Output> {
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

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function required(input: Input, name: string): string {
  const value = text(input[name]);
  if (value !== undefined) return value;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  throw validationError(`1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`);
}

/** A page of a list; the token is where the next one begins. */
function page(member: string, items: readonly Output[], input: Input): Output {
  const token = text(input.NextToken);
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0 || start > items.length) throw new ServiceError('ValidationError', 'Invalid NextToken');
  const end = start + PAGE;
  return { [member]: items.slice(start, end), ...(end < items.length ? { NextToken: String(end) } : {}) };
}
