import type { Account } from '../../core/account';
import { logGroupType } from '../logs/log-group-type';
import { CustomResources } from './custom-resource/custom-resources';
import { Responses } from './custom-resource/responses';
import { Deployer } from './deployment/deployer';
import { CloudFormationService } from './service';
import { cdkMetadata } from './types/cdk-metadata';
import { ssmParameter } from '../ssm/parameter-type';
import { waitConditionHandle } from './types/wait-condition-handle';

export { type AssemblyStack, type DefaultEnvironment, readAssembly } from './assembly';
export { type Receipt, Responses } from './custom-resource/responses';
export { Deployer } from './deployment/deployer';
export type { Listener } from './deployment/journal';
export type { Outcome, StackToDeploy } from './deployment/stack-to-deploy';
export { ResourceFailure } from './errors';
export { cloudFormationState, STACK_TYPE, type ResourceState, type StackEvent, type StackState } from './state';

/** CloudFormation in an account. */
export interface CloudFormation {
  readonly deployer: Deployer;
  /** Takes the answers of custom resources' functions. */
  readonly responses: Responses;
}

/** Adds CloudFormation to an account: its API, its own resource types, and what deploys stacks. */
export function addCloudFormation(account: Account): CloudFormation {
  account.addService(new CloudFormationService(account));
  account.addResourceTypes(waitConditionHandle, cdkMetadata, ssmParameter, logGroupType);
  const responses = new Responses(account);
  return { deployer: new Deployer(account, new CustomResources(account, responses)), responses };
}
