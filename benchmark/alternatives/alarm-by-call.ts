import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { AwsCustomResource, AwsCustomResourcePolicy, type AwsSdkCall, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';

/** What somebody writes who does not know this library: an alarm by an AwsCustomResource, which overwrites whatever has its name. */
export function alarmByCall(stack: Stack): void {
  const web = new lightsail.CfnInstance(stack, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
  const put: AwsSdkCall = {
    service: 'Lightsail',
    action: 'putAlarm',
    parameters: {
      alarmName: 'web-cpu',
      monitoredResourceName: web.ref,
      metricName: 'CPUUtilization',
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 80,
      evaluationPeriods: 2,
    },
    physicalResourceId: PhysicalResourceId.of('web-cpu'),
  };
  new AwsCustomResource(stack, 'Alarm', {
    resourceType: 'Custom::Alarm',
    installLatestAwsSdk: false,
    onCreate: put,
    onUpdate: put,
    onDelete: { service: 'Lightsail', action: 'deleteAlarm', parameters: { alarmName: 'web-cpu' } },
    policy: AwsCustomResourcePolicy.fromStatements([new PolicyStatement({ actions: ['lightsail:PutAlarm', 'lightsail:DeleteAlarm'], resources: ['*'] })]),
  });
}
