import { isBand, parseBand } from './anomaly-band';
import { dimensionsOf, isPercentile, periodOf, readQueries, readStatistic, valuesOf } from './metric-queries';
import type { AlarmBase, Statistic, StoredAlarm, StoredQuery } from './state';
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
  const comparisonOperator = operator(text(properties, 'ComparisonOperator'));
  const limit = BAND_OPERATORS.includes(comparisonOperator) ? bandOf(properties, queries) : thresholdOf(properties);
  const { query, period } = watched({ queries, ...limit });
  checkRange(period, evaluationPeriods);
  // An expression that cannot be worked out is refused at once, not when it is judged.
  valuesOf(queries, query, 0, period, () => []);
  const lowSamples = properties.EvaluateLowSampleCountPercentile;
  if (lowSamples !== undefined && lowSamples !== 'evaluate') throw new NotSupportedError(`EvaluateLowSampleCountPercentile '${String(lowSamples)}' of CloudWatch's alarms`);
  return {
    ...descriptionOf(properties),
    queries,
    comparisonOperator,
    ...limit,
    evaluationPeriods,
    datapointsToAlarm: whole(properties.DatapointsToAlarm ?? evaluationPeriods, 'DatapointsToAlarm', 1, evaluationPeriods),
    treatMissingData: treatment(properties.TreatMissingData ?? 'missing'),
    actionsEnabled: String(properties.ActionsEnabled ?? true) === 'true',
    actions: actionsOf(properties),
  };
}

/** The properties that alarms of either kind have. */
export function descriptionOf({ AlarmDescription }: Properties): Pick<AlarmBase, 'description'> {
  if (AlarmDescription === undefined) return {};
  const description = String(AlarmDescription);
  if (description.length > MAX_DESCRIPTION) throw invalid(`AlarmDescription has more than ${MAX_DESCRIPTION} characters.`);
  return { description };
}

export function actionsOf({ AlarmActions, OKActions, InsufficientDataActions }: Properties): AlarmBase['actions'] {
  return { ALARM: actions(AlarmActions), OK: actions(OKActions), INSUFFICIENT_DATA: actions(InsufficientDataActions) };
}

function thresholdOf(properties: Properties): { readonly threshold: number } {
  if (properties.ThresholdMetricId !== undefined) throw invalid('ThresholdMetricId can be specified with the comparison operators of anomaly detection only.');
  const threshold = Number(properties.Threshold);
  if (properties.Threshold === undefined || !Number.isFinite(threshold)) throw invalid('The parameter Threshold is required, and must be a number.');
  return { threshold };
}

/** What is judged in the place of a threshold is whether a value is outside of the band: 1 or 0. */
function bandOf(properties: Properties, queries: readonly StoredQuery[]): { readonly threshold: number; readonly bandId: string } {
  if (properties.Threshold !== undefined) throw invalid('Threshold cannot be specified together with ThresholdMetricId.');
  const bandId = text(properties, 'ThresholdMetricId');
  const band = queries.find(({ id }) => id === bandId);
  if (!isBand(band?.expression)) throw invalid(`ThresholdMetricId must be the Id of a metric with an ANOMALY_DETECTION_BAND, got '${bandId}'.`);
  const { metricId } = parseBand(band?.expression ?? '');
  if (!queries.some(({ id }) => id === metricId)) throw invalid(`There is no metric or expression ${metricId}.`);
  return { threshold: 1, bandId };
}

/** What an alarm watches, and in which period. Milliseconds. */
export function watched({ queries, bandId }: Pick<StoredAlarm, 'queries' | 'bandId'>): { readonly query: StoredQuery; readonly period: number } {
  const [query, ...others] = queries.filter(({ id, returned }) => returned && id !== bandId);
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
      statistic: ownStatistic(properties),
      period: period * 1000,
      ...properties.Unit !== undefined && { unit: String(properties.Unit) },
    },
  };
}

function ownStatistic(properties: Properties): Statistic {
  const { Statistic, ExtendedStatistic } = properties;
  if ((Statistic === undefined) === (ExtendedStatistic === undefined)) throw invalid('Exactly one of Statistic and ExtendedStatistic must be specified.');
  if (Statistic !== undefined && isPercentile(String(Statistic))) throw invalid(`The value ${String(Statistic)} for parameter Statistic is invalid.`);
  return readStatistic(text(properties, Statistic === undefined ? 'ExtendedStatistic' : 'Statistic'));
}

/** Either a metric of its own, or metrics and an expression of them. */
function readMetrics(properties: Properties): StoredQuery[] {
  const both = ['Namespace', 'MetricName', 'Dimensions', 'Period', 'Unit', 'Statistic', 'ExtendedStatistic'].filter((name) => properties[name] !== undefined);
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

const BAND_OPERATORS = ['LessThanLowerOrGreaterThanUpperThreshold', 'LessThanLowerThreshold', 'GreaterThanUpperThreshold'];
const OPERATORS = ['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold', ...BAND_OPERATORS];

function operator(name: string): string {
  if (!OPERATORS.includes(name)) throw invalid(`The value ${name} for parameter ComparisonOperator is invalid.`);
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
