import type { Statistic, StoredDatum } from './state';

/** What of a series shows at a moment, in these times. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly unit?: string;
  /** Whether a datum shows yet. */
  readonly shows: (datum: StoredDatum) => boolean;
}

/** The statistic of each period that has values, with the period's beginning; the newest first. The series is in the order of time. */
export function* newestFirst(
  series: readonly StoredDatum[], statistic: Statistic, period: number, { from, to, unit, shows }: Range,
): Generator<[begin: number, value: number]> {
  let members: StoredDatum[] = [];
  let begin = Number.NaN;
  for (let index = indexOf(series, to) - 1; index >= 0 && series[index].at >= from; index--) {
    const datum = series[index];
    if ((unit !== undefined && datum.unit !== unit) || !shows(datum)) continue;
    if (!(datum.at >= begin)) {
      if (members.length > 0) yield* combinedAt(begin, members, statistic);
      members = [];
      begin = Math.floor(datum.at / period) * period;
    }
    members.push(datum);
  }
  if (members.length > 0) yield* combinedAt(begin, members, statistic);
}

function* combinedAt(begin: number, members: readonly StoredDatum[], statistic: Statistic): Generator<[begin: number, value: number]> {
  const value = combined(members, statistic);
  if (value !== undefined) yield [begin, value];
}

/** The index of the first datum at a time or later. A series may hold months. */
export function indexOf(series: readonly StoredDatum[], time: number): number {
  let [low, high] = [0, series.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (series[middle].at < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function combined(data: readonly StoredDatum[], statistic: Statistic): number | undefined {
  const all = (name: 'sampleCount' | 'sum' | 'minimum' | 'maximum') => data.map(({ statistics }) => statistics[name]);
  const total = (values: number[]) => values.reduce((one, other) => one + other, 0);
  switch (statistic) {
    case 'SampleCount': return total(all('sampleCount'));
    case 'Sum': return total(all('sum'));
    case 'Minimum': return Math.min(...all('minimum'));
    case 'Maximum': return Math.max(...all('maximum'));
    case 'Average': return total(all('sum')) / total(all('sampleCount'));
    default: return percentile(data, Number(statistic.slice(1)));
  }
}

/**
 * The nearest rank; AWS does not say how it approximates. Of a set of values there is none, unless they are all alike.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Percentiles
 */
function percentile(data: readonly StoredDatum[], percent: number): number | undefined {
  if (data.some(({ statistics: { minimum, maximum } }) => minimum !== maximum)) return undefined;
  const sorted = [...data].sort((one, other) => one.value - other.value);
  const count = sorted.reduce((sum, { statistics }) => sum + statistics.sampleCount, 0);
  let rank = Math.max(1, Math.ceil(count * percent / 100));
  return sorted.find(({ statistics }) => (rank -= statistics.sampleCount) <= 0)?.value;
}
