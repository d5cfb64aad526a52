import { watched } from './alarm-properties';
import { alarmsOf, parseRule } from './composite-rule';
import { isPercentile } from './metric-queries';
import { alarmArn, type AnyAlarm, findAlarm, isComposite, type StoredAlarm, type StoredCompositeAlarm } from './state';
import type { Account } from '../../core/account';
import type { AlarmState } from '../../core/alarm-verdict';

/**
 * What a topic is told of a change.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions.html
 */
export function alarmMessage(account: Account, alarm: AnyAlarm, before: AlarmState): string {
  return JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: account.id,
    ...isComposite(alarm) && { Region: alarm.region },
    NewStateValue: alarm.state,
    NewStateReason: alarm.reason,
    StateChangeTime: timestamp(alarm.since),
    AlarmArn: alarm.arn,
    OldStateValue: before,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    ...isComposite(alarm) ? { AlarmRule: alarm.rule, TriggeringChildren: children(account, alarm) } : { Trigger: trigger(alarm) },
  });
}

function timestamp(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}

/** The alarms of the rule, and what they are in. */
function children(account: Account, { region, rule }: StoredCompositeAlarm): object[] {
  return alarmsOf(parseRule(rule)).flatMap((name) => {
    const child = findAlarm(account, name.startsWith('arn:') ? name : alarmArn(account, region, name));
    return child ? [{ Arn: child.arn, State: { Value: child.state, Timestamp: timestamp(child.since) } }] : [];
  });
}

function trigger(alarm: StoredAlarm): object {
  const { bandId, evaluationPeriods, datapointsToAlarm, comparisonOperator, threshold, treatMissingData } = alarm;
  const { query: { stat }, period } = watched(alarm);
  return {
    ...stat && {
      MetricName: stat.metric.metricName,
      Namespace: stat.metric.namespace,
      ...isPercentile(stat.statistic)
        ? { StatisticType: 'ExtendedStatistic', ExtendedStatistic: stat.statistic }
        : { StatisticType: 'Statistic', Statistic: stat.statistic.toUpperCase() },
      Unit: stat.unit ?? null,
      Dimensions: Object.entries(stat.metric.dimensions).map(([name, value]) => ({ value, name })),
    },
    Period: period / 1000,
    EvaluationPeriods: evaluationPeriods,
    DatapointsToAlarm: datapointsToAlarm,
    ComparisonOperator: comparisonOperator,
    ...bandId === undefined ? { Threshold: threshold } : { ThresholdMetricId: bandId },
    TreatMissingData: treatMissingData,
  };
}
