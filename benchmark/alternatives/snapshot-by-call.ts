import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { AwsCustomResource, AwsCustomResourcePolicy, type AwsSdkCall, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';

const ALL_ACTIONS = ['lightsail:CreateInstanceSnapshot', 'lightsail:DeleteInstanceSnapshot'];

/** What somebody writes who does not know this library: a snapshot by an AwsCustomResource, which waits for nothing. */
export function snapshotByCall(snapshotName: string, actions = ALL_ACTIONS): (stack: Stack) => void {
  return (stack) => {
    const web = new lightsail.CfnInstance(stack, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    const take: AwsSdkCall = {
      service: 'Lightsail',
      action: 'createInstanceSnapshot',
      parameters: { instanceName: web.ref, instanceSnapshotName: snapshotName },
      physicalResourceId: PhysicalResourceId.of(snapshotName),
    };
    const snapshot = new AwsCustomResource(stack, 'Snapshot', {
      resourceType: 'Custom::InstanceSnapshot',
      installLatestAwsSdk: false,
      onCreate: take,
      onUpdate: take,
      onDelete: {
        service: 'Lightsail',
        action: 'DeleteInstanceSnapshot',
        parameters: { instanceSnapshotName: snapshotName },
        ignoreErrorCodesMatching: 'NotFoundException',
      },
      policy: AwsCustomResourcePolicy.fromStatements([new PolicyStatement({ actions, resources: ['*'] })]),
    });
    new CfnOutput(stack, 'Snapshot name', { key: 'SnapshotName', value: snapshot.getResponseField('operations.0.resourceName') });
    new CfnOutput(stack, 'Status', { value: snapshot.getResponseField('operations.0.status') });
  };
}
