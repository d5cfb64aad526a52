import { Aws } from 'aws-cdk-lib';
import { EXPORT_NAMESPACE } from './metric-export-contract';
import { NARROWED_BY_NAMESPACE, type Permission, READS_TAKE_NO_RESOURCE } from '../provider/permission';
import { RESULT_SOURCE } from '../schedules/schedule-contract';

/** What the function may do for `MetricExport`. */
export function metricExportStatements(): Permission[] {
  return [
    {
      sid: 'ReadLightsailMetrics',
      actions: [
        'lightsail:GetInstanceMetricData', 'lightsail:GetRelationalDatabaseMetricData', 'lightsail:GetLoadBalancerMetricData',
        'lightsail:GetDistributionMetricData', 'lightsail:GetBucketMetricData', 'lightsail:GetContainerServiceMetricData',
      ],
      resources: ['*'],
      wildcardReason: READS_TAKE_NO_RESOURCE,
    },
    {
      sid: 'PutExportedMetrics',
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      wildcardReason: NARROWED_BY_NAMESPACE,
      conditions: { StringLike: { 'cloudwatch:namespace': [EXPORT_NAMESPACE, `${EXPORT_NAMESPACE}/*`] } },
    },
    {
      sid: 'CompareExportedMetrics',
      actions: ['cloudwatch:GetMetricData'],
      resources: ['*'],
      wildcardReason: 'AWS lets neither a metric nor a namespace be named for reading metrics.',
    },
    {
      sid: 'ReportUnavailableMetrics',
      actions: ['events:PutEvents'],
      resources: [`arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:event-bus/default`],
      conditions: { StringEquals: { 'events:source': RESULT_SOURCE } },
    },
  ];
}
