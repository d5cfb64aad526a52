import { CfnOutput, CustomResource, Duration, type Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { Provider } from 'aws-cdk-lib/custom-resources';

/**
 * Starts what was asked for. A new name is a new snapshot: CloudFormation deletes the old one afterwards. After a failed
 * update it asks for the old one again, which is there still.
 */
const ON_EVENT = `
const { LightsailClient, CreateInstanceSnapshotCommand } = require('@aws-sdk/client-lightsail');
const client = new LightsailClient();
exports.handler = async (event) => {
  const { InstanceName: instanceName, SnapshotName: instanceSnapshotName } = event.ResourceProperties;
  if (event.RequestType === 'Delete' || instanceSnapshotName === event.PhysicalResourceId) return { PhysicalResourceId: event.PhysicalResourceId };
  try {
    await client.send(new CreateInstanceSnapshotCommand({ instanceName, instanceSnapshotName }));
  } catch (error) {
    if (error.code !== 'NameExists') throw error;
  }
  return { PhysicalResourceId: instanceSnapshotName };
};`;

/** Asks whether it is done. A snapshot that is still being made cannot be deleted yet: deletion is tried with each poll. */
const IS_COMPLETE = `
const { LightsailClient, DeleteInstanceSnapshotCommand, GetInstanceSnapshotCommand } = require('@aws-sdk/client-lightsail');
const client = new LightsailClient();
exports.handler = async (event) => {
  const instanceSnapshotName = event.PhysicalResourceId;
  if (event.RequestType !== 'Delete') {
    const { instanceSnapshot } = await client.send(new GetInstanceSnapshotCommand({ instanceSnapshotName }));
    if (instanceSnapshot.state !== 'available') return { IsComplete: false };
    return { IsComplete: true, Data: { Arn: instanceSnapshot.arn, SizeInGb: instanceSnapshot.sizeInGb } };
  }
  try {
    await client.send(new DeleteInstanceSnapshotCommand({ instanceSnapshotName }));
  } catch (error) {
    if (error.name === 'OperationFailureException') return { IsComplete: false };
    if (error.name !== 'NotFoundException') throw error;
  }
  return { IsComplete: true };
};`;

export interface SnapshotByFrameworkProps {
  readonly snapshotName: string;
  /** How often the framework polls. Default: as often as it does by itself, every 5 seconds. */
  readonly queryInterval?: Duration;
  /** How long the framework polls. */
  readonly totalTimeout?: Duration;
}

/** What somebody writes who does not know this library: an instance, and its snapshot by aws-cdk-lib's provider framework. */
export function snapshotByFramework({ snapshotName, queryInterval, totalTimeout }: SnapshotByFrameworkProps): (stack: Stack) => void {
  return (stack) => {
    const web = new lightsail.CfnInstance(stack, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    const provider = new Provider(stack, 'Provider', {
      onEventHandler: handler(stack, 'OnEvent', ON_EVENT),
      isCompleteHandler: handler(stack, 'IsComplete', IS_COMPLETE),
      queryInterval,
      totalTimeout,
    });
    const snapshot = new CustomResource(stack, 'Snapshot', {
      resourceType: 'Custom::InstanceSnapshot',
      serviceToken: provider.serviceToken,
      properties: { InstanceName: web.ref, SnapshotName: snapshotName },
    });
    new CfnOutput(stack, 'SnapshotName', { value: snapshot.ref });
    new CfnOutput(stack, 'SizeInGb', { value: snapshot.getAttString('SizeInGb') });
  };
}

function handler(stack: Stack, id: string, code: string): lambda.Function {
  const made = new lambda.Function(stack, id, {
    runtime: lambda.Runtime.NODEJS_LATEST,
    handler: 'index.handler',
    code: lambda.Code.fromInline(code),
    timeout: Duration.seconds(30),
  });
  made.addToRolePolicy(new PolicyStatement({
    actions: ['lightsail:CreateInstanceSnapshot', 'lightsail:GetInstanceSnapshot', 'lightsail:DeleteInstanceSnapshot'],
    resources: ['*'],
  }));
  return made;
}
