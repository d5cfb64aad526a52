/**
 * The parts of the local cloud, for tools that need more than `LocalCloud`: one service by itself in the test's own process,
 * another transport, another way to show what happens. What is exported here may change with a minor version.
 */
export { showAccount } from './cli/inventory';
export { report, typesDeployed, typesIn } from './cli/stack-report';
export { Cloud, type CloudOptions } from './cloud';
export { Account, type AccountState } from './core/account';
export type { Effect, Fault } from './core/faults';
export type { Json, JsonObject } from './core/json';
export type { Properties, Provisioned, ResourceContext, ResourceType } from './core/resource-type';
export type { AuthorizationRequest } from './core/authorization';
export { Cron } from './core/schedule-expressions/cron';
export { parseExpression } from './core/schedule-expressions/expression';
export { type ApiCall, type Service, ServiceError } from './core/service';
export { timeZone } from './core/time-zone';
export { jsonProtocol } from './endpoint/json-protocol';
export { readObject } from './endpoint/json-values';
export * from './report';
export { type AssemblyStack, cloudFormationState, type Outcome, readAssembly, type StackEvent, type StackState } from './services/cloudformation';
export { CloudWatch, type CloudWatchOptions } from './services/cloudwatch/cloudwatch';
export { checkDashboard } from './services/cloudwatch/dashboard-body';
export { EventBridge } from './services/events/event-bridge';
export { policiesOfRole } from './services/iam/authorizer';
export { evaluate } from './services/iam/evaluator';
export { Iam } from './services/iam/iam';
export type { PolicyDocument, Statement } from './services/iam/policy-document';
export { lambdaState } from './services/lambda/function-state';
export type { InvocationRecord } from './services/lambda/invocation-log';
export { addPoints, type Point } from './services/lightsail/alarms/metric-series';
export { Lightsail, type LightsailOptions } from './services/lightsail/lightsail';
export { Region } from './services/lightsail/region';
export type { Input, Output } from './services/lightsail/request';
export { lightsailState, type StoredResource } from './services/lightsail/state';
export { sqsState } from './services/sqs/state';
export { Sns } from './services/sns/sns';
export { Sqs } from './services/sqs/sqs';
export { Ssm } from './services/ssm/ssm';
export { Scheduler } from './services/scheduler/scheduler';
