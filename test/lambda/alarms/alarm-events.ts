import type { Input } from 'cdk-local-cloud/engine';
import type { CloudFormationEvent, RequestType } from '../../../lambda/cloudformation/event';
import { type Answer, REGION, type Stage } from '../support/stage';

export type Values = Readonly<Record<string, unknown>>;

/** The properties of an alarm as CloudFormation sends them: scalars are strings. */
export const ALARM: Values = {
  ServiceToken: 'arn',
  MetricName: 'CPUUtilization',
  MonitoredResourceName: 'web',
  MonitoredResourceType: 'Instance',
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: '80',
  EvaluationPeriods: '3',
  DatapointsToAlarm: '2',
  TreatMissingData: 'notBreaching',
  NotificationEnabled: 'true',
  TimeoutSeconds: '1200',
};

export const EMAIL: Values = { ServiceToken: 'arn', Protocol: 'Email', Endpoint: 'ops@example.com', TimeoutSeconds: '1200' };

export function alarmEvent(stage: Stage, type: RequestType, change: Values = {}, more: Partial<CloudFormationEvent> = {}): CloudFormationEvent {
  return event(stage, type, 'Custom::LightsailAlarm', 'Cpu', { ...ALARM, ...change }, more);
}

export function contactEvent(stage: Stage, type: RequestType, change: Values = {}, more: Partial<CloudFormationEvent> = {}): CloudFormationEvent {
  return event(stage, type, 'Custom::LightsailContactMethod', 'OnCall', { ...EMAIL, ...change }, more);
}

function event(
  stage: Stage, type: RequestType, ResourceType: string, LogicalResourceId: string, properties: Values, more: Partial<CloudFormationEvent>,
): CloudFormationEvent {
  // As CloudFormation has it: what is undefined is not there.
  const ResourceProperties = JSON.parse(JSON.stringify(properties)) as Record<string, unknown>;
  return { ...stage.event(type, {}), ResourceType, LogicalResourceId, ResourceProperties, ...more };
}

/** Creates, and then does what CloudFormation does with the answer. */
export async function created(stage: Stage, request: CloudFormationEvent): Promise<Answer> {
  stage.resources.set(request.LogicalResourceId, { status: 'CREATE_IN_PROGRESS' });
  const answer = await stage.send(request);
  if (answer?.Status !== 'SUCCESS') throw new Error(answer?.Reason ?? 'no answer');
  stage.resources.set(request.LogicalResourceId, { status: 'CREATE_COMPLETE', physicalId: answer.PhysicalResourceId });
  return answer;
}

export async function call(stage: Stage, operation: string, input: Input = {}): Promise<Record<string, unknown>> {
  return (await stage.account.call({ service: 'lightsail', region: REGION, operation, input, caller: stage.account.root })).output;
}

/** The alarms that there are, as Lightsail tells of them. */
export async function alarms(stage: Stage): Promise<Array<Record<string, unknown>>> {
  return (await call(stage, 'GetAlarms')).alarms as Array<Record<string, unknown>>;
}

export async function contactMethods(stage: Stage): Promise<Array<Record<string, unknown>>> {
  return (await call(stage, 'GetContactMethods')).contactMethods as Array<Record<string, unknown>>;
}
