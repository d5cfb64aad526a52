import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MAX_ALARMS_PER_METRIC } from './alarm-contract';
import type { LightsailMetric } from '../metrics/lightsail-metric';
import { entriesOf, registerName } from '../private/app-registry';
import { refuse } from '../private/refuse';

const SEE = 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_PutAlarm.html';

/** Refuses a third alarm of a metric, and a second resource of a name, wherever in the app the others are. */
export function registerAlarm(scope: Construct, metric: LightsailMetric, alarmName: string | undefined): void {
  const resource = `${metric.resourceType} ${JSON.stringify(Stack.of(scope).resolve(metric.resourceName))}`;
  const others = entriesOf(scope, `metric ${metric.metricName} of ${resource}`, metric.resourceName);
  if (others.length >= MAX_ALARMS_PER_METRIC) {
    refuse(scope, {
      got: `one more alarm for ${metric.metricName} of the same ${metric.resourceType}, besides ${others.join(' and ')}`,
      expected: `${MAX_ALARMS_PER_METRIC} at most: Lightsail accepts no more for one metric of one resource`,
      fix: 'remove one of them, or merge two',
      see: SEE,
    });
  }
  others.push(scope.node.path);
  registerName(scope, 'alarmName', alarmName);
}
