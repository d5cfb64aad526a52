import { watched } from './alarm-properties';
import type { StoredAlarm } from './state';
import type { AlarmState } from '../../core/alarm-verdict';

/**
 * What a topic is told of a change.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions.html
 */
export function alarmMessage(alarm: StoredAlarm, before: AlarmState, accountId: string, at: number): string {
  return JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: accountId,
    NewStateValue: alarm.state,
    NewStateReason: alarm.reason,
    StateChangeTime: new Date(at).toISOString().replace('Z', '+0000'),
    AlarmArn: alarm.arn,
    OldStateValue: before,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    Trigger: trigger(alarm),
  });
}

function trigger({ queries, evaluationPeriods, datapointsToAlarm, comparisonOperator, threshold, treatMissingData }: StoredAlarm): object {
  const { query: { stat }, period } = watched(queries);
  return {
    ...stat && {
      MetricName: stat.metric.metricName,
      Namespace: stat.metric.namespace,
      StatisticType: 'Statistic',
      Statistic: stat.statistic.toUpperCase(),
      Unit: stat.unit ?? null,
      Dimensions: Object.entries(stat.metric.dimensions).map(([name, value]) => ({ value, name })),
    },
    Period: period / 1000,
    EvaluationPeriods: evaluationPeriods,
    DatapointsToAlarm: datapointsToAlarm,
    ComparisonOperator: comparisonOperator,
    Threshold: threshold,
    TreatMissingData: treatMissingData,
  };
}
