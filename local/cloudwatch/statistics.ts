import type { Statistic, StoredDatum } from './state';

/** What of a series shows at a moment, in these times. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly unit?: string;
  /** Whether a datum shows yet. */
  readonly shows: (datum: StoredDatum) => boolean;
}

/** The statistic of each period that has values, by the period's beginning. */
export function byPeriod(
  series: readonly StoredDatum[], statistic: Statistic, period: number, { from, to, unit, shows }: Range,
): Map<number, number> {
  const periods = new Map<number, StoredDatum[]>();
  for (const datum of series) {
    if (datum.at < from || datum.at >= to || (unit !== undefined && datum.unit !== unit) || !shows(datum)) continue;
    const begin = Math.floor(datum.at / period) * period;
    const members = periods.get(begin);
    if (members) members.push(datum);
    else periods.set(begin, [datum]);
  }
  return new Map([...periods].sort(([one], [other]) => one - other).map(([begin, data]) => [begin, combined(data, statistic)]));
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
