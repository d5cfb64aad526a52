import type { Stacks } from '../aws/cloudformation';
import type { WaiterExecutions } from '../aws/step-functions';
import type { Operations, OperationStatus } from '../lightsail/operations';
import type { Tags } from '../lightsail/ownership';
import type { Tagging } from '../lightsail/tagging';

/** What an alarm watches and whom it notifies: all that PutAlarm overwrites. */
export interface AlarmConfiguration {
  readonly metricName: string;
  readonly monitoredResourceName: string;
  readonly comparisonOperator: string;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: string;
  readonly contactProtocols: readonly string[];
  /** Empty: Lightsail's default. */
  readonly notificationTriggers: readonly string[];
  readonly notificationEnabled: boolean;
}

/** An alarm that is there, as far as this code needs to know it. */
export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly state: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly configuration: AlarmConfiguration;
  readonly tags: Tags;
}

/** Lightsail's calls for alarms. Undefined is what is not there; everything else that fails throws. */
export interface AlarmApi {
  get(name: string): Promise<Alarm | undefined>;
  /** The alarms of a resource, all pages. */
  ofResource(resourceName: string): Promise<Alarm[]>;
  /** Makes or overwrites. Tags count only for a new alarm. */
  put(name: string, configuration: AlarmConfiguration, tags?: Tags): Promise<OperationStatus[]>;
  /** As if the alarm went off. */
  test(name: string): Promise<OperationStatus[]>;
  delete(name: string): Promise<OperationStatus[]>;
}

/** What the plans for alarms call. */
export interface AlarmDependencies {
  readonly alarms: AlarmApi;
  readonly operations: Operations;
  readonly tagging: Tagging;
  readonly stacks: Stacks;
  readonly executions: WaiterExecutions;
}
