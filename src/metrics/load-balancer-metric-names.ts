import { average, type MetricDescription, MINUTE, sum } from './metric-description';
import { MetricUnit } from './metric-unit';

export type LoadBalancerMetricName =
  | 'ClientTLSNegotiationErrorCount' | 'HealthyHostCount' | 'UnhealthyHostCount'
  | 'HTTPCode_Instance_2XX_Count' | 'HTTPCode_Instance_3XX_Count' | 'HTTPCode_Instance_4XX_Count' | 'HTTPCode_Instance_5XX_Count'
  | 'HTTPCode_LB_4XX_Count' | 'HTTPCode_LB_5XX_Count'
  | 'InstanceResponseTime' | 'RejectedConnectionCount' | 'RequestCount';

export const LOAD_BALANCER_METRICS: Readonly<Record<LoadBalancerMetricName, MetricDescription>> = {
  ClientTLSNegotiationErrorCount: sum(MetricUnit.COUNT, MINUTE),
  HTTPCode_Instance_2XX_Count: sum(MetricUnit.COUNT, MINUTE),
  HTTPCode_Instance_3XX_Count: sum(MetricUnit.COUNT, MINUTE),
  HTTPCode_Instance_4XX_Count: sum(MetricUnit.COUNT, MINUTE),
  HTTPCode_Instance_5XX_Count: sum(MetricUnit.COUNT, MINUTE),
  HTTPCode_LB_4XX_Count: sum(MetricUnit.COUNT, MINUTE),
  HTTPCode_LB_5XX_Count: sum(MetricUnit.COUNT, MINUTE),
  HealthyHostCount: average(MetricUnit.COUNT, MINUTE),
  InstanceResponseTime: average(MetricUnit.SECONDS, MINUTE),
  RejectedConnectionCount: sum(MetricUnit.COUNT, MINUTE),
  RequestCount: sum(MetricUnit.COUNT, MINUTE),
  UnhealthyHostCount: average(MetricUnit.COUNT, MINUTE),
};
