export { CloudFormation } from './cloudformation';
export { type AssemblyStack, type DefaultEnvironment, readAssembly } from './assembly';
export { type Receipt, Responses } from './custom-resource/responses';
export { Deployer } from './deployment/deployer';
export type { Listener } from './deployment/journal';
export type { Outcome, StackToDeploy } from './deployment/stack-to-deploy';
export { ResourceFailure } from './errors';
export { cloudFormationState, STACK_TYPE, type ResourceState, type StackEvent, type StackState } from './state';
