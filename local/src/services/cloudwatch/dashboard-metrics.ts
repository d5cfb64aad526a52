import { isObject, oneOf, type Problems } from './dashboard-checks';

const VIEWS = ['timeSeries', 'singleValue', 'gauge', 'bar', 'pie', 'table'];
const AXES = ['left', 'right'];
const FILLS = ['above', 'below', 'none'];
const BAND_FILLS = ['before', 'after', 'none'];
/** Beyond multiples of a minute: for metrics of high resolution. */
const SHORT_PERIODS = [1, 5, 10, 20, 30];
const MAX_METRICS = 500;

/** What is wrong with the properties of a graph. */
export function checkMetricWidget(properties: Readonly<Record<string, unknown>>): Problems {
  const { metrics, region, view, annotations, yAxis, period } = properties;
  const problems = [
    ...typeof region === 'string' ? [] : ['/region: must be a text'],
    ...oneOf('/view', view, VIEWS),
    ...checkPeriod('/period', period),
    ...yAxis === undefined || isObject(yAxis) ? [] : ['/yAxis: must be an object'],
    ...annotations === undefined ? [] : checkAnnotations(annotations),
  ];
  // A widget may show an alarm instead.
  if (metrics === undefined && isObject(annotations) && annotations.alarms) return problems;
  if (!Array.isArray(metrics)) return [...problems, '/metrics: must be a list'];
  if (metrics.length > MAX_METRICS) problems.push(`/metrics: must have at most ${MAX_METRICS} members`);
  return [...problems, ...metrics.flatMap((metric, index) => checkMetric(metric).map((problem) => `/metrics/${index}${problem}`)), ...checkIds(metrics)];
}

/** `[namespace, name, dimension, value, …, { options }]`, where a dot stands for what is above, and `...` for several of it. */
function checkMetric(metric: unknown): Problems {
  if (!Array.isArray(metric) || metric.length === 0) return [': must be a list'];
  const last: unknown = metric.at(-1);
  const options = isObject(last) ? last : {};
  const texts = isObject(last) ? metric.slice(0, -1) : metric;
  const problems = [...oneOf('/yAxis', options.yAxis, AXES), ...checkPeriod('/period', options.period)];
  if (options.id !== undefined && !/^[a-z][a-zA-Z0-9_]*$/.test(String(options.id))) problems.push('/id: must begin with a small letter');
  if ('expression' in options) return texts.length === 0 ? problems : [...problems, ': an expression stands alone'];
  if (texts.some((text) => typeof text !== 'string')) return [...problems, ': must have texts, and options at the end'];
  if (!texts.includes('...') && (texts.length < 2 || texts.length % 2 !== 0)) {
    return [...problems, ': must have a namespace, a name, and pairs of dimensions'];
  }
  return problems;
}

function checkIds(metrics: readonly unknown[]): Problems {
  const ids = metrics.flatMap((metric) => {
    const last: unknown = Array.isArray(metric) ? metric.at(-1) : undefined;
    return isObject(last) && last.id !== undefined ? [String(last.id)] : [];
  });
  return new Set(ids).size < ids.length ? ['/metrics: ids must be unique'] : [];
}

function checkAnnotations(annotations: unknown): Problems {
  if (!isObject(annotations)) return ['/annotations: must be an object'];
  const { horizontal = [], vertical = [] } = annotations;
  return [
    ...lines('/annotations/horizontal', horizontal, FILLS, (value) => (Number.isFinite(value) ? undefined : 'must be a number')),
    ...lines('/annotations/vertical', vertical, BAND_FILLS, (value) => (
      typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? undefined : 'must be a time'
    )),
  ];
}

/** A line, or a band between two of them. */
function lines(path: string, given: unknown, fills: readonly string[], problemOf: (value: unknown) => string | undefined): Problems {
  if (!Array.isArray(given)) return [`${path}: must be a list`];
  return given.flatMap((entry: unknown, index) => (Array.isArray(entry) ? entry : [entry]).flatMap((line: unknown) => {
    if (!isObject(line)) return [`${path}/${index}: must be an object`];
    const problem = problemOf(line.value);
    return [...problem ? [`${path}/${index}/value: ${problem}`] : [], ...oneOf(`${path}/${index}/fill`, line.fill, fills), ...oneOf(`${path}/${index}/yAxis`, line.yAxis, AXES)];
  }));
}

function checkPeriod(path: string, period: unknown): Problems {
  if (period === undefined || SHORT_PERIODS.includes(Number(period)) || (Number(period) > 0 && Number(period) % 60 === 0)) return [];
  return [`${path}: must be ${SHORT_PERIODS.join(', ')} or a multiple of 60`];
}
