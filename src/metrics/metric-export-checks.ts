import { type Duration, Stack, Token } from 'aws-cdk-lib';
import type { MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import type { LightsailMetric } from './lightsail-metric';
import { EXPORT_DIMENSION, EXPORT_NAMESPACE, MAX_EXPORTED_METRICS } from './metric-export-contract';
import { refuse } from '../private/refuse';

const INTERVALS = [5, 10, 15, 20, 30, 60];
const PUT_METRIC_DATA = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html';
const MAX_DIMENSIONS = 30;

/** The interval in minutes. */
export function checkInterval(scope: IConstruct, interval: Duration): number {
  const minutes = interval.isUnresolved() ? undefined : interval.toMinutes({ integral: false });
  if (minutes !== undefined && INTERVALS.includes(minutes)) return minutes;
  return refuse(scope, {
    got: `an interval of ${minutes === undefined ? 'a token' : interval.toHumanString()}`,
    expected: `one of ${INTERVALS.join(', ')} minutes: a divisor of an hour, so that runs never overlap when the interval is changed`,
    fix: 'choose one of them',
  });
}

export function checkNamespace(scope: IConstruct, namespace: string): void {
  if (Token.isUnresolved(namespace)) return;
  if (namespace.length <= 255 && (namespace === EXPORT_NAMESPACE || /^Lightsail\/[\w.\-/#]+$/.test(namespace))) return;
  refuse(scope, {
    got: `the namespace '${namespace}'`,
    expected: `'${EXPORT_NAMESPACE}', or a name that begins with '${EXPORT_NAMESPACE}/': the function may put metrics into no other`,
    fix: `choose for example '${EXPORT_NAMESPACE}/Shop'`,
    see: PUT_METRIC_DATA,
  });
}

export function checkDimensions(scope: IConstruct, dimensions: Readonly<Record<string, string>>): void {
  const entries = Object.entries(dimensions);
  if (entries.length > MAX_DIMENSIONS - 1) {
    refuse(scope, {
      got: `${entries.length} dimensions`, expected: `at most ${MAX_DIMENSIONS - 1}: the resource's name is one, too`, fix: 'remove some', see: PUT_METRIC_DATA,
    });
  }
  for (const [name, value] of entries) {
    if (Object.values(EXPORT_DIMENSION).includes(name)) {
      refuse(scope, { got: `a dimension '${name}'`, expected: "another name: this one is the resource's own dimension", fix: 'choose another name' });
    }
    if (!isDimensionText(name) || name.startsWith(':') || !isDimensionText(value)) {
      refuse(scope, {
        got: `a dimension '${name}' with the value '${value}'`,
        expected: '1 to 255 ASCII characters for both, not only spaces, and no colon at the beginning of the name',
        fix: 'change it',
        see: PUT_METRIC_DATA,
      });
    }
  }
}

function isDimensionText(text: string): boolean {
  return Token.isUnresolved(text) || (text.length <= 255 && /^[\x20-\x7e]*\S[\x20-\x7e]*$/.test(text));
}

/** A second export into the namespace would be a second chain of runs, and could count the same metrics twice. */
export function checkNamespaceIsFree(scope: IConstruct, namespace: string, others: ReadonlyArray<IConstruct & { readonly namespace: string }>): void {
  const other = others.find((candidate) => candidate.namespace === namespace);
  if (!other) return;
  refuse(scope, {
    got: `a second export into the namespace '${namespace}' of the stack '${Stack.of(scope).stackName}', besides ${other.node.path}`,
    expected: 'one for each namespace of a stack, so that one run exports all of its metrics',
    fix: 'add the metrics to that one (addMetrics), or choose another namespace',
  });
}

export function checkMetrics(scope: IConstruct, metrics: readonly LightsailMetric[]): string[] {
  if (metrics.length === 0) return ['an export without metrics: pass some, or call addMetrics.'];
  if (metrics.length <= MAX_EXPORTED_METRICS) return [];
  return [`${metrics.length} metrics in the export ${scope.node.path}; expected at most ${MAX_EXPORTED_METRICS}, which one run can do. `
    + 'To fix it, make a second export with another namespace.'];
}

/** Every name of a statistic that CloudWatch makes of the sums, counts, lowest and highest values of an export. */
const STATISTIC = /^(average|avg|sum|minimum|min|maximum|max|samplecount|n)$/i;

/** Refuses what CloudWatch would draw as nothing: an alarm on it stays in INSUFFICIENT_DATA. */
export function checkMetricOptions(scope: IConstruct, metric: LightsailMetric, { statistic, period }: MetricOptions = {}): void {
  if (statistic !== undefined && !Token.isUnresolved(statistic) && !STATISTIC.test(statistic)) {
    refuse(scope, {
      got: `the statistic '${statistic}' for ${metric.metricName}`,
      expected: 'Average, Sum, Minimum, Maximum or SampleCount: Lightsail does not return the individual values that others need',
      fix: 'choose one of them, such as cloudwatch.Stats.MAXIMUM',
      see: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html',
    });
  }
  if (period === undefined || period.isUnresolved() || period.toMilliseconds() >= metric.period.toMilliseconds()) return;
  refuse(scope, {
    got: `a period of ${period.toHumanString()} for ${metric.metricName}`,
    expected: `at least ${metric.period.toHumanString()}: Lightsail publishes a value no more often`,
    fix: 'leave the period out, or choose a longer one',
    see: 'https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-resource-health-metrics.html',
  });
}
