import type { MetricToExport } from './export-event';
import type { ExportedKind } from '../../src/metrics/metric-export-contract';

/** A resource that is not there, or one metric that Lightsail refuses to tell. */
export interface UnavailableMetric {
  readonly kind: ExportedKind;
  readonly resourceName: string;
  /** Absent: the whole resource. */
  readonly metric?: string;
  readonly reason: string;
}

export function unavailableKey({ kind, resourceName, metric }: Pick<UnavailableMetric, 'kind' | 'resourceName' | 'metric'>): string {
  return [kind, resourceName, ...metric === undefined ? [] : [metric]].join(' ');
}

/**
 * What is missing after a run, if that was missing before it: what was read is there again, and what nobody asked for any
 * more is forgotten.
 */
export function stillUnavailable(
  before: readonly string[], now: readonly UnavailableMetric[], read: readonly MetricToExport[], all: readonly MetricToExport[],
): string[] {
  const keysOf = (metrics: readonly MetricToExport[]) => new Set(metrics.flatMap(({ kind, resourceName, name }) =>
    [unavailableKey({ kind, resourceName }), unavailableKey({ kind, resourceName, metric: name })]));
  const known = keysOf(all);
  const back = keysOf(read);
  return [...new Set([...before.filter((key) => known.has(key) && !back.has(key)), ...now.map(unavailableKey)])];
}
