import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { METRIC_NAMESPACE, RESULT_SOURCE } from './schedule-contract';

/** What every schedule needs, whatever it does: to publish its results, and to read the calendars. */
export function resultStatements(): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'PublishResults',
      actions: ['events:PutEvents'],
      resources: [`arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:event-bus/default`],
      conditions: { StringEquals: { 'events:source': RESULT_SOURCE } },
    }),
    new PolicyStatement({
      sid: 'PutMetrics',
      actions: ['cloudwatch:PutMetricData'],
      // `*`: the action takes no resource; the namespace is what narrows it.
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': METRIC_NAMESPACE } },
    }),
    new PolicyStatement({
      sid: 'ReadCalendars',
      actions: ['ssm:GetCalendarState'],
      // Which calendars, each schedule says for itself. All that can be read is whether one is open.
      resources: [`arn:${Aws.PARTITION}:ssm:${Aws.REGION}:${Aws.ACCOUNT_ID}:document/*`],
    }),
  ];
}
