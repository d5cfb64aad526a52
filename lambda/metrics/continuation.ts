import { isMetricExportRequest } from './export-event';
import type { MetricExportRequest } from '../../src/metrics/metric-export-contract';

/**
 * What the waiter carries for a run: what it could not do at once. It is also the run's claim, and tells the next run of it.
 */
export interface MetricExportContinuation {
  readonly kind: 'metric-export';
  readonly request: MetricExportRequest;
  /** When the run before was to begin; absent: nobody knows. */
  readonly previous?: number;
  /** The part that comes next: 2 for the first execution. */
  readonly part: number;
  /** The ids of the tasks that are left to it. */
  readonly left: readonly number[];
  /** What cannot be exported and was told of. */
  readonly missing: readonly string[];
  /** Tells this attempt to make the claim from any other one. */
  readonly nonce: string;
}

export function isMetricExportContinuation(value: unknown): value is MetricExportContinuation {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'metric-export'
    && 'request' in value && isMetricExportRequest(value.request)
    && 'left' in value && Array.isArray(value.left) && 'missing' in value && Array.isArray(value.missing)
    && 'part' in value && typeof value.part === 'number';
}
