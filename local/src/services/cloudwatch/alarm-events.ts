import { type AnyAlarm, isComposite, type StoredQuery } from './state';
import type { Account } from '../../core/account';
import type { JsonObject } from '../../core/json';

type Situation = Pick<AnyAlarm, 'state' | 'reason' | 'since'>;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
export function publishChange(account: Account, alarm: AnyAlarm, before: Situation): void {
  account.publish(alarm.region, () => ({
    'source': 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    'resources': [alarm.arn],
    'detail': {
      alarmName: alarm.name,
      state: situation(alarm),
      previousState: situation(before),
      configuration: {
        ...alarm.description !== undefined && { description: alarm.description },
        ...isComposite(alarm) ? {
          alarmRule: alarm.rule,
          ...alarm.suppressor && {
            actionsSuppressor: alarm.suppressor.arn,
            actionsSuppressorWaitPeriod: alarm.suppressor.waitPeriod / 1000,
            actionsSuppressorExtensionPeriod: alarm.suppressor.extensionPeriod / 1000,
          },
        } : { metrics: alarm.queries.map(metric) },
      },
    },
  }));
}

function situation({ state, reason, since }: Situation): JsonObject {
  return { value: state, reason, timestamp: new Date(since).toISOString().replace('Z', '+0000') };
}

function metric({ id, label, returned, stat, expression }: StoredQuery): JsonObject {
  return {
    id,
    ...stat ? {
      metricStat: {
        metric: { namespace: stat.metric.namespace, name: stat.metric.metricName, dimensions: stat.metric.dimensions },
        period: stat.period / 1000,
        stat: stat.statistic,
      },
    } : { expression: expression ?? '', label },
    returnData: returned,
  };
}
