import type { Find } from './metric-queries';
import { invalid } from './put-metric-data';
import { cloudWatchState, seriesKey, type StoredMetricStat, type StoredQuery } from './state';
import type { Account } from '../../core/account';
import { NotSupportedError } from '../../core/service';

const HOUR = 60 * 60 * 1000;
/** As much as CloudWatch learns from. */
const LEARNED = 14 * 24 * HOUR;
/** CloudWatch's own: 2. */
const WIDTH = 2;

/** Between these values nothing is unusual. */
export interface Band {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The bands around metrics. AWS's model, which it does not publish, knows trends, hours and days of the week. This one is the
 * mean of the two weeks before the current hour, plus and minus so many standard deviations.
 */
export class AnomalyBands {
  private readonly known = new Map<string, { readonly hour: number; readonly mean: number; readonly deviation: number }>();

  constructor(private readonly account: Account, private readonly find: (region: string) => Find) {}

  /** The band of `ANOMALY_DETECTION_BAND(m1, 2)`; nothing as long as there are no two values to learn from. */
  around(region: string, queries: readonly StoredQuery[], bandId: string): Band | undefined {
    const { metricId, width } = parseBand(queries.find(({ id }) => id === bandId)?.expression ?? '');
    const stat = queries.find(({ id }) => id === metricId)?.stat;
    if (!stat) throw new NotSupportedError('a band around an expression in CloudWatch');
    const model = this.model(region, stat);
    return Number.isNaN(model.deviation) ? undefined : { lower: model.mean - width * model.deviation, upper: model.mean + width * model.deviation };
  }

  private model(region: string, stat: StoredMetricStat) {
    const key = `${seriesKey(region, stat.metric)} ${stat.statistic} ${stat.period}`;
    const hour = Math.floor(this.account.clock.now() / HOUR) * HOUR;
    const known = this.known.get(key);
    if (known?.hour === hour) return known;
    const excluded = Object.values(cloudWatchState(this.account).detectors)
      .filter((detector) => detector.statistic === stat.statistic && seriesKey(detector.region, detector.metric) === seriesKey(region, stat.metric))
      .flatMap((detector) => detector.excluded);
    const values = [...this.find(region)({ ...stat, from: hour - LEARNED, to: hour })]
      .filter(([begin]) => !excluded.some(({ from, to }) => begin >= from && begin < to))
      .map(([, value]) => value);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const model = { hour, mean, deviation: values.length < 2 ? Number.NaN : Math.sqrt(variance) };
    this.known.set(key, model);
    return model;
  }
}

export function isBand(expression = ''): boolean {
  return /^\s*ANOMALY_DETECTION_BAND\s*\(/i.test(expression);
}

/** What a band is around, and how wide it is. */
export function parseBand(expression: string): { readonly metricId: string; readonly width: number } {
  const [, metricId, width = String(WIDTH)] = /^\s*ANOMALY_DETECTION_BAND\s*\(\s*([a-z]\w*)\s*(?:,\s*(\d+(?:\.\d+)?)\s*)?\)\s*$/i.exec(expression) ?? [];
  if (metricId === undefined || !(Number(width) > 0)) throw invalid(`Error in expression '${expression}': expected ANOMALY_DETECTION_BAND(metric, width).`);
  return { metricId, width: Number(width) };
}
