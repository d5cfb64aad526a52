import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import { ComparisonOperator } from './comparison-operator';
import type { Recommendation } from './recommendation';
import type { RecommendedAlarmOptions, RecommendedAlarmsOptions } from './recommended-alarm-options';
import { TreatMissingData } from './treat-missing-data';
import { LoadBalancerMetric } from '../metrics/load-balancer-metric';

/**
 * The recommended alarms of a load balancer.
 */
export interface LoadBalancerAlarmsProps extends RecommendedAlarmsOptions {
  /**
   * The load balancer: an L1, or a reference by name.
   */
  readonly loadBalancer: lightsail.ILoadBalancerRef;

  /**
   * No instance is left to answer.
   *
   * @default - below 1 for 10 minutes
   */
  readonly healthyHostCount?: RecommendedAlarmOptions;

  /**
   * An instance fails its health check. A deployment that restarts one shows as a single period, so it takes two of three.
   *
   * @default - 1 or more in 2 of 3 periods
   */
  readonly unhealthyHostCount?: RecommendedAlarmOptions;

  /**
   * The load balancer answers requests itself with an error: no instance is healthy, or there are too many requests. Counts
   * have no values where they are 0.
   *
   * @default - 10 or more in 2 of 3 periods
   */
  readonly loadBalancer5xxCount?: RecommendedAlarmOptions;

  /**
   * The instances answer requests with an error. Set more for a site with many visitors.
   *
   * @default - 25 or more in 2 of 3 periods
   */
  readonly instance5xxCount?: RecommendedAlarmOptions;

  /**
   * The instances take so long to answer that visitors notice.
   *
   * @default - over 2 seconds for 15 minutes
   */
  readonly instanceResponseTime?: RecommendedAlarmOptions;

  /**
   * The load balancer turns visitors away because it has as many connections as it can have.
   *
   * @default - 1 or more in 5 minutes
   */
  readonly rejectedConnectionCount?: RecommendedAlarmOptions;
}

export function loadBalancerAlarms(props: LoadBalancerAlarmsProps): Recommendation[] {
  const { loadBalancer } = props;
  return [
    {
      id: 'NoHealthyHost',
      metric: LoadBalancerMetric.healthyHostCount(loadBalancer),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 2,
      treatMissingData: TreatMissingData.MISSING,
      changes: props.healthyHostCount,
    },
    {
      id: 'UnhealthyHosts',
      metric: LoadBalancerMetric.unhealthyHostCount(loadBalancer),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      changes: props.unhealthyHostCount,
    },
    {
      id: 'LoadBalancer5xx',
      metric: LoadBalancerMetric.loadBalancer5xxCount(loadBalancer),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 10,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      changes: props.loadBalancer5xxCount,
    },
    {
      id: 'Instance5xx',
      metric: LoadBalancerMetric.instance5xxCount(loadBalancer),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 25,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      changes: props.instance5xxCount,
    },
    {
      id: 'ResponseTime',
      metric: LoadBalancerMetric.instanceResponseTime(loadBalancer),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 2,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      changes: props.instanceResponseTime,
    },
    {
      id: 'RejectedConnections',
      metric: LoadBalancerMetric.rejectedConnectionCount(loadBalancer),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      changes: props.rejectedConnectionCount,
    },
  ];
}
