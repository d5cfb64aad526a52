import { Aws } from 'aws-cdk-lib';
import { METRIC_NAMESPACE, RESULT_SOURCE } from './schedule-contract';
import { NARROWED_BY_NAMESPACE, type Permission } from '../provider/permission';

/** What every schedule needs, whatever it does: to publish its results, and to read the calendars. */
export function resultStatements(): Permission[] {
  return [
    {
      sid: 'PublishResults',
      actions: ['events:PutEvents'],
      resources: [`arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:event-bus/default`],
      conditions: { StringEquals: { 'events:source': RESULT_SOURCE } },
    },
    {
      sid: 'PutMetrics',
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      wildcardReason: NARROWED_BY_NAMESPACE,
      conditions: { StringEquals: { 'cloudwatch:namespace': METRIC_NAMESPACE } },
    },
    {
      sid: 'ReadCalendars',
      actions: ['ssm:GetCalendarState'],
      resources: [`arn:${Aws.PARTITION}:ssm:${Aws.REGION}:${Aws.ACCOUNT_ID}:document/*`],
      wildcardReason: 'Each schedule names its calendars. All that can be read of a document is whether a calendar is open.',
    },
  ];
}
