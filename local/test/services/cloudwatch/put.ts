import { REGION, type Stage } from '../scheduler/stage';

/** Puts a value of the metric Load. */
export function put(stage: Stage, value: number, at = stage.account.clock.now()) {
  const MetricData = [{ MetricName: 'Load', Value: value, Unit: 'Percent', Timestamp: at / 1000 }];
  return stage.account.call({ service: 'monitoring', region: REGION, operation: 'PutMetricData', input: { Namespace: 'x', MetricData }, caller: stage.account.root });
}
