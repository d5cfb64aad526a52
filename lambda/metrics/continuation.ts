import { isMetricExportRequest } from './export-event';
import type { MetricExportRequest } from '../../src/metrics/metric-export-contract';
import { list, number, object, oneOf, optional, text } from '../shapes';

/**
 * What the waiter carries for a run: what it could not do at once. It is also the run's claim, and informs the next run. With
 * 500 metrics it stays below 200 KB, so metrics are named by numbers and short keys.
 */
export interface MetricExportContinuation {
  readonly kind: 'metric-export';
  readonly request: MetricExportRequest;
  /** When the run before was to begin; absent: unknown. */
  readonly previous?: number;
  /** When the run's first part began. */
  readonly began: number;
  /** The part that comes next: 2 for the first execution. */
  readonly part: number;
  /** The ids of the tasks that are left to it. */
  readonly left: readonly number[];
  /** Keys of the metrics that cannot be exported and have been reported. */
  readonly unavailable: readonly string[];
  /** Keys of those that this run's parts have been about to report, the latest last. */
  readonly reporting: readonly string[];
  /** Tells this attempt to make the claim from any other one. */
  readonly nonce: string;
}

const CONTINUATION = object({
  kind: oneOf('metric-export'),
  request: isMetricExportRequest,
  previous: optional(number),
  began: number,
  part: number,
  left: list(number),
  unavailable: list(text),
  reporting: list(text),
});

export function isMetricExportContinuation(value: unknown): value is MetricExportContinuation {
  return CONTINUATION(value);
}
