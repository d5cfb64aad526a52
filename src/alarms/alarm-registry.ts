import { Stack, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { MAX_ALARMS_PER_METRIC } from './alarm-contract';
import type { LightsailMetric } from '../metrics/lightsail-metric';
import { refuse } from '../private/refuse';

const SEE = 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_PutAlarm.html';

/** The alarms of an app, by what must not be there too often. */
const apps = new WeakMap<IConstruct, Map<string, string[]>>();

/** Refuses a third alarm of a metric, and a second one of a name, wherever in the app the others are. */
export function registerAlarm(scope: Construct, metric: LightsailMetric, alarmName: string | undefined): void {
  const resource = `${metric.resourceType} ${JSON.stringify(Stack.of(scope).resolve(metric.resourceName))}`;
  const others = enter(scope, `metric ${metric.metricName} of ${resource}`, metric.resourceName);
  if (others.length >= MAX_ALARMS_PER_METRIC) {
    refuse(scope, {
      got: `one more alarm for ${metric.metricName} of the same ${metric.resourceType}, besides ${others.join(' and ')}`,
      expected: `${MAX_ALARMS_PER_METRIC} at most: Lightsail accepts no more for one metric of one resource`,
      fix: 'remove one of them, or merge two',
      see: SEE,
    });
  }
  others.push(scope.node.path);
  if (alarmName === undefined) return;
  const namesakes = enter(scope, `name ${JSON.stringify(Stack.of(scope).resolve(alarmName))}`, alarmName);
  if (namesakes.length > 0) {
    refuse(scope, {
      got: `'${alarmName}' as alarmName, which ${namesakes[0]} has already`,
      expected: 'a name of its own: PutAlarm would overwrite the other alarm',
      fix: 'choose another name, or leave alarmName out to have one generated',
      see: SEE,
    });
  }
  namesakes.push(scope.node.path);
}

/**
 * Who else has this key in the same place. A token means something only in its own stack; and stacks whose account or
 * region is not known may go to different ones.
 */
function enter(scope: Construct, key: string, value: string): string[] {
  const stack = Stack.of(scope);
  const settled = [value, stack.account, stack.region].every((text) => !Token.isUnresolved(text));
  const place = settled ? stack.environment : stack.node.path;
  const app = apps.get(scope.node.root) ?? new Map<string, string[]>();
  apps.set(scope.node.root, app);
  const entry = app.get(`${place} ${key}`) ?? [];
  app.set(`${place} ${key}`, entry);
  return entry;
}
