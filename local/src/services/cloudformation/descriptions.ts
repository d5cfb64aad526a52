import type { ResourceState, StackEvent, StackState } from './state';
import { isObject } from './template/values';

type Output = Record<string, unknown>;

/** A stack as DescribeStacks shows it. */
export function describedStack(stack: StackState): Output {
  const parameters = Object.entries(stack.parameters).map(([name, value]) => describedParameter(stack, name, value));
  const outputs = stack.outputs.map(({ name, value, description, exportName }) => present({
    OutputKey: name, OutputValue: value, Description: description, ExportName: exportName,
  }));
  return present({
    StackId: stack.stackId,
    StackName: stack.stackName,
    Description: stack.description,
    Parameters: parameters.length > 0 ? parameters : undefined,
    CreationTime: new Date(stack.createdAt),
    LastUpdatedTime: date(stack.updatedAt),
    DeletionTime: date(stack.deletedAt),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    RoleARN: stack.roleArn,
    DisableRollback: false,
    NotificationARNs: [],
    Outputs: outputs.length > 0 ? outputs : undefined,
    Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
    EnableTerminationProtection: stack.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  });
}

function describedParameter(stack: StackState, name: string, value: string): Output {
  const definitions = stack.template.Parameters;
  const definition = isObject(definitions) ? definitions[name] : undefined;
  const { NoEcho, Type } = isObject(definition) ? definition : {};
  const secret = NoEcho === true || NoEcho === 'true';
  const fromStore = typeof Type === 'string' && Type.startsWith('AWS::SSM::Parameter::Value');
  return present({ ParameterKey: name, ParameterValue: secret ? '****' : value, ResolvedValue: fromStore ? stack.ssmValues[value] : undefined });
}

/** A stack as ListStacks shows it. */
export function summarizedStack(stack: StackState): Output {
  return present({
    StackId: stack.stackId,
    StackName: stack.stackName,
    TemplateDescription: stack.description,
    CreationTime: new Date(stack.createdAt),
    LastUpdatedTime: date(stack.updatedAt),
    DeletionTime: date(stack.deletedAt),
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  });
}

export function describedResource(stack: StackState, resource: ResourceState, detail: boolean): Output {
  return present({
    StackName: stack.stackName,
    StackId: stack.stackId,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    [detail ? 'LastUpdatedTimestamp' : 'Timestamp']: new Date(resource.changedAt),
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.statusReason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  });
}

export function describedEvent(event: StackEvent): Output {
  return present({
    StackId: event.stackId,
    EventId: event.eventId,
    StackName: event.stackName,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.timestamp),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
  });
}

function date(time: number | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}

function present(output: Output): Output {
  return Object.fromEntries(Object.entries(output).filter(([, value]) => value !== undefined));
}
