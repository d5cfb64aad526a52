export type { Deployable, StackOfApp, SynthesizableApp } from './api/deployable';
export { DeploymentError } from './api/deployment-error';
export { Failure } from './api/failure';
export { type CallFilter, type DeployOptions, type Endpoint, type FailOptions, LocalCloud, type LocalCloudOptions } from './api/local-cloud';
export type { LocalLightsail, Measurement } from './api/local-lightsail';
export type {
  BusEventRecord, CallRecord, ExecutionRecord, InvocationRecord, LightsailRecord, MessageRecord, ResourceRecord, ScheduleRunRecord, SnapshotRecord,
  StackEventRecord, StackRecord,
} from './api/records';
export type { TimeSpan } from './api/time-span';
