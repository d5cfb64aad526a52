import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AlarmProps } from './alarm';
import { ComparisonOperator } from './comparison-operator';
import { describeMetric } from '../metrics/metric-descriptions';
import { refuse } from '../private/refuse';

const SEE = 'https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-resource-health-metrics.html';

/** A threshold that the metric can't have, or that it is always or never beyond, makes an alarm that says nothing. */
export function checkThreshold(scope: Construct, { metric, threshold, comparisonOperator }: AlarmProps): void {
  if (Token.isUnresolved(threshold)) return;
  const max = describeMetric(metric)?.max ?? Number.POSITIVE_INFINITY;
  const range = `${metric.metricName} goes from 0 ${max === Number.POSITIVE_INFINITY ? 'upwards' : `to ${max}`}`;
  if (!Number.isFinite(threshold) || threshold < 0 || threshold > max) {
    refuse(scope, {
      got: `a threshold of ${threshold} for ${metric.metricName}`,
      expected: `a number that the metric can have: ${range} (${metric.unit})`,
      fix: 'correct the threshold',
      see: SEE,
    });
  }
  const verdict = constantVerdict(comparisonOperator, threshold, max);
  if (!verdict) return;
  refuse(scope, {
    got: `${comparisonOperator} with a threshold of ${threshold} for ${metric.metricName}`,
    expected: `a comparison whose outcome can change; this one ${verdict} holds, as ${range} (${metric.unit})`,
    fix: 'change the threshold or the comparison operator',
    see: SEE,
  });
}

function constantVerdict(operator: ComparisonOperator, threshold: number, max: number): 'always' | 'never' | undefined {
  switch (operator) {
    case ComparisonOperator.GREATER_THAN_THRESHOLD: return threshold === max ? 'never' : undefined;
    case ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD: return threshold === 0 ? 'always' : undefined;
    case ComparisonOperator.LESS_THAN_THRESHOLD: return threshold === 0 ? 'never' : undefined;
    case ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD: return threshold === max ? 'always' : undefined;
  }
}
