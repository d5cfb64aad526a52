import { dimensionsOf, periodOf, readQueries, readStatistic, valuesOf } from './metric-queries';
import type { StoredAlarm, StoredQuery } from './state';
import type { Properties } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';

const DAY = 24 * 60 * 60 * 1000;
const HOUR = DAY / 24;
const MAX_METRICS = 10;
const MAX_ACTIONS = 5;
const MAX_DESCRIPTION = 1024;

/**
 * An alarm as its properties say, or why CloudWatch would not take them.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function readAlarm(properties: Properties): Omit<StoredAlarm, 'arn' | 'name' | 'region' | 'state' | 'reason' | 'since' | 'configuredAt' | 'history' | 'appointment'> {
  const queries = properties.Metrics === undefined ? [ownMetric(properties)] : readMetrics(properties);
  const evaluationPeriods = whole(properties.EvaluationPeriods, 'EvaluationPeriods', 1);
  const { query, period } = watched(queries);
  checkRange(period, evaluationPeriods);
  // An expression that cannot be worked out is refused at once, not when it is judged.
  valuesOf(queries, query, 0, period, () => []);
  const description = properties.AlarmDescription === undefined ? undefined : String(properties.AlarmDescription);
  if (description && description.length > MAX_DESCRIPTION) throw invalid(`AlarmDescription has more than ${MAX_DESCRIPTION} characters.`);
  const threshold = Number(properties.Threshold);
  if (properties.Threshold === undefined || !Number.isFinite(threshold)) throw invalid('The parameter Threshold is required, and must be a number.');
  return {
    ...description !== undefined && { description },
    queries,
    comparisonOperator: operator(text(properties, 'ComparisonOperator')),
    threshold,
    evaluationPeriods,
    datapointsToAlarm: whole(properties.DatapointsToAlarm ?? evaluationPeriods, 'DatapointsToAlarm', 1, evaluationPeriods),
    treatMissingData: treatment(properties.TreatMissingData ?? 'missing'),
    actionsEnabled: String(properties.ActionsEnabled ?? true) === 'true',
    actions: {
      ALARM: actions(properties.AlarmActions),
      OK: actions(properties.OKActions),
      INSUFFICIENT_DATA: actions(properties.InsufficientDataActions),
    },
  };
}

/** What an alarm watches, and in which period. Milliseconds. */
export function watched(queries: readonly StoredQuery[]): { readonly query: StoredQuery; readonly period: number } {
  const [query, ...others] = queries.filter(({ returned }) => returned);
  if (!query || others.length > 0) throw invalid('Exactly one of the Metrics must have ReturnData set to true.');
  return { query, period: periodOf(queries, query.id) };
}

function ownMetric(properties: Properties): StoredQuery {
  const period = whole(properties.Period, 'Period', 1);
  if (period % 60 !== 0) throw new NotSupportedError('alarms of CloudWatch on periods of less than a minute');
  return {
    id: 'metric',
    label: text(properties, 'MetricName'),
    returned: true,
    stat: {
      metric: {
        namespace: text(properties, 'Namespace'),
        metricName: text(properties, 'MetricName'),
        dimensions: dimensionsOf(properties.Dimensions),
      },
      statistic: readStatistic(text(properties, 'Statistic')),
      period: period * 1000,
      ...properties.Unit !== undefined && { unit: String(properties.Unit) },
    },
  };
}

/** Either a metric of its own, or metrics and an expression of them. */
function readMetrics(properties: Properties): StoredQuery[] {
  const both = ['Namespace', 'MetricName', 'Dimensions', 'Period', 'Unit', 'Statistic'].filter((name) => properties[name] !== undefined);
  if (both.length > 0) throw invalid(`Metrics cannot be specified together with ${both.join(', ')}.`);
  const queries = readQueries(properties.Metrics);
  const [metrics, expressions] = [queries.filter(({ stat }) => stat), queries.filter(({ expression }) => expression !== undefined)];
  if (metrics.length > MAX_METRICS || expressions.length > MAX_METRICS) throw invalid(`At most ${MAX_METRICS} metrics and ${MAX_METRICS} expressions.`);
  return queries;
}

function checkRange(period: number, evaluationPeriods: number): void {
  const longest = period < HOUR ? DAY : 7 * DAY;
  if (period * evaluationPeriods <= longest) return;
  throw invalid(`Metrics cannot be checked across more than ${longest / DAY} days: EvaluationPeriods * Period must be at most ${longest / 1000}.`);
}

const OPERATORS = ['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold'];

function operator(name: string): string {
  if (!OPERATORS.includes(name)) throw new NotSupportedError(`the comparison operator ${name} of CloudWatch's alarms`);
  return name;
}

const TREATMENTS: readonly string[] = ['breaching', 'notBreaching', 'ignore', 'missing'] satisfies Array<StoredAlarm['treatMissingData']>;

function treatment(value: unknown): StoredAlarm['treatMissingData'] {
  if (!TREATMENTS.includes(String(value))) throw invalid(`The value ${String(value)} for parameter TreatMissingData is invalid.`);
  return value as StoredAlarm['treatMissingData'];
}

/** What an alarm may tell, of the services that the local cloud has. */
function actions(value: unknown): string[] {
  const arns = ((value ?? []) as unknown[]).map(String);
  if (arns.length > MAX_ACTIONS) throw invalid(`At most ${MAX_ACTIONS} actions for a state.`);
  for (const arn of arns) {
    if (!arn.startsWith('arn:')) throw invalid(`Invalid ARN: ${arn}`);
    if (!/^arn:[\w-]+:sns:/.test(arn)) throw new NotSupportedError(`the alarm action ${arn}`);
  }
  return arns;
}

function text(properties: Properties, name: string): string {
  const value = properties[name];
  if (typeof value !== 'string' || value === '') throw invalid(`The parameter ${name} is required.`);
  return value;
}

function whole(value: unknown, name: string, min: number, max = Number.MAX_SAFE_INTEGER): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw invalid(`The value ${String(value)} for parameter ${name} is invalid.`);
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
