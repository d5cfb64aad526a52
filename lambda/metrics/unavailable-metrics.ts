import { createHash } from 'node:crypto';
import type { MetricToExport } from './export-event';
import type { ExportedKind } from '../../src/metrics/metric-export-contract';

/** A resource that does not exist or may not be read, or one metric that Lightsail refuses to return. */
export interface UnavailableMetric {
  readonly kind: ExportedKind;
  readonly resourceName: string;
  /** Absent: the whole resource. */
  readonly metric?: string;
  readonly reason: string;
}

type Named = Pick<UnavailableMetric, 'kind' | 'resourceName' | 'metric'>;

/** What continuations name it by: short, and the same in every run, whatever else is exported. */
export function unavailableKey({ kind, resourceName, metric = '' }: Named): string {
  return createHash('sha256').update(JSON.stringify([kind, resourceName, metric])).digest('base64url').slice(0, 11);
}

/** What is still unavailable of what was: without what was read now, and without what is no longer exported. */
export function stillUnavailable(before: readonly string[], read: readonly MetricToExport[], all: readonly MetricToExport[]): string[] {
  if (before.length === 0) return [];
  const known = keysOf(all);
  const back = keysOf(read);
  return before.filter((key) => known.has(key) && !back.has(key));
}

function keysOf(metrics: readonly MetricToExport[]): ReadonlySet<string> {
  return new Set(metrics.flatMap(({ kind, resourceName, name }) => [
    unavailableKey({ kind, resourceName }), unavailableKey({ kind, resourceName, metric: name }),
  ]));
}
