import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { LightsailMetric } from './lightsail-metric';
import type { MetricExport } from './metric-export';
import { type MetricStatistic } from './metric-statistic';
import { MetricUnit } from './metric-unit';
import { ComparisonOperator } from '../alarms/comparison-operator';
import type { Recommendation } from '../alarms/recommendation';

/** A graph of a dashboard: the metrics in it are of one resource and one unit. */
export interface Graph {
  readonly title: string;
  readonly metrics: LightsailMetric[];
  /** Default: each metric's own. */
  readonly statistic?: MetricStatistic;
}

/** What the graphs of a resource are, and what is recommended to watch of it. */
export interface GraphGroup {
  /** "Instance web-1" */
  readonly title: string;
  readonly graphs: Graph[];
  readonly recommendations: Recommendation[];
}

/** Three graphs stand in a row of 24 columns. */
const WIDTH = 8;
const PERIOD = Duration.minutes(5);

/** A headline, and the graphs below it. */
export function widgetsOf({ title, graphs, recommendations }: GraphGroup, source: MetricExport): cloudwatch.IWidget[] {
  return [
    new cloudwatch.TextWidget({ markdown: `## ${title}`, width: 3 * WIDTH, height: 1 }),
    ...graphs.map((graph) => graphWidget(graph, recommendations, source)),
  ];
}

function graphWidget({ title, metrics, statistic }: Graph, recommendations: readonly Recommendation[], source: MetricExport): cloudwatch.GraphWidget {
  source.addMetrics(...metrics);
  const unit = metrics[0]?.unit;
  return new cloudwatch.GraphWidget({
    title,
    width: WIDTH,
    left: metrics.map((metric) => source.metric(metric, {
      // Lightsail's alarms judge periods of five minutes, so the thresholds are right for no other.
      period: metric.period.toSeconds() > PERIOD.toSeconds() ? metric.period : PERIOD,
      statistic: statistic ?? metric.statistic,
      label: metric.metricName,
    })),
    leftYAxis: { min: 0, ...unit === MetricUnit.PERCENT && { max: 100 }, ...unit && unit !== MetricUnit.NONE && { label: unit, showUnits: false } },
    leftAnnotations: recommendations
      .filter(({ metric }) => metrics.some(({ metricName }) => metricName === metric.metricName))
      .map((recommendation) => ({ value: recommendation.threshold, label: labelOf(recommendation), color: cloudwatch.Color.RED })),
  });
}

const OPERATOR: Readonly<Record<ComparisonOperator, string>> = {
  [ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD]: '>=',
  [ComparisonOperator.GREATER_THAN_THRESHOLD]: '>',
  [ComparisonOperator.LESS_THAN_THRESHOLD]: '<',
  [ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD]: '<=',
};

/** "alarm: CPUUtilization > 90 in 6 of 6 periods" */
function labelOf({ metric, comparisonOperator, threshold, evaluationPeriods = 1, datapointsToAlarm }: Recommendation): string {
  return `alarm: ${metric.metricName} ${OPERATOR[comparisonOperator]} ${threshold} in ${datapointsToAlarm ?? evaluationPeriods} of ${evaluationPeriods} periods`;
}
