import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EXPORT_NAMESPACE } from './metric-export-contract';
import type { OwnedBy } from '../provider/ownership-conditions';
import { RESULT_SOURCE } from '../schedules/schedule-contract';

/** What the function may do for `MetricExport`. */
export function metricExportStatements(_owned: OwnedBy, waiterExecutions: string): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'ReadLightsailMetrics',
      actions: [
        'lightsail:GetInstanceMetricData', 'lightsail:GetRelationalDatabaseMetricData', 'lightsail:GetLoadBalancerMetricData',
        'lightsail:GetDistributionMetricData', 'lightsail:GetBucketMetricData', 'lightsail:GetContainerServiceMetricData',
      ],
      // `*`: no Get… action of Lightsail takes a resource.
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'PutExportedMetrics',
      actions: ['cloudwatch:PutMetricData'],
      // `*`: the action takes no resource; the namespace is what narrows it.
      resources: ['*'],
      conditions: { StringLike: { 'cloudwatch:namespace': [EXPORT_NAMESPACE, `${EXPORT_NAMESPACE}/*`] } },
    }),
    new PolicyStatement({
      sid: 'CompareExportedMetrics',
      actions: ['cloudwatch:GetMetricData'],
      // `*`: the action takes no resource and no namespace.
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'FindRunBefore',
      actions: ['states:DescribeExecution'],
      resources: [waiterExecutions],
    }),
    new PolicyStatement({
      sid: 'ReportUnavailableMetrics',
      actions: ['events:PutEvents'],
      resources: [`arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:event-bus/default`],
      conditions: { StringEquals: { 'events:source': RESULT_SOURCE } },
    }),
  ];
}
