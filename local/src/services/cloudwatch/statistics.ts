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
      if (members.length > 0) yield [begin, combined(members, statistic)];
      members = [];
      begin = Math.floor(datum.at / period) * period;
    }
    members.push(datum);
  }
  if (members.length > 0) yield [begin, combined(members, statistic)];
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

function combined(data: readonly StoredDatum[], statistic: Statistic): number {
  const all = (name: 'sampleCount' | 'sum' | 'minimum' | 'maximum') => data.map(({ statistics }) => statistics[name]);
  const total = (values: number[]) => values.reduce((one, other) => one + other, 0);
  switch (statistic) {
    case 'SampleCount': return total(all('sampleCount'));
    case 'Sum': return total(all('sum'));
    case 'Minimum': return Math.min(...all('minimum'));
    case 'Maximum': return Math.max(...all('maximum'));
    case 'Average': return total(all('sum')) / total(all('sampleCount'));
  }
}
