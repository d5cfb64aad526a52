import { createHash } from 'node:crypto';
import { EXPORT_DIMENSION, type ExportedKind, type MetricExportEvent, type MetricExportRequest } from '../../src/metrics/metric-export-contract';
import { date, list, mapOf, object, oneOf, text, tuple, wholeFrom } from '../shapes';

const REQUEST = object({
  StackId: text,
  StackName: text,
  LogicalId: text,
  Namespace: text,
  ScheduledTime: date,
  Dimensions: mapOf(text),
  Resources: list(tuple(oneOf(...Object.keys(EXPORT_DIMENSION)), text, list(tuple(text, text, wholeFrom(1))))),
});

const EVENT = object({ CdkLightsailMetricExport: REQUEST });

export function isMetricExportEvent(event: unknown): event is MetricExportEvent {
  return EVENT(event);
}

export function isMetricExportRequest(value: unknown): value is MetricExportRequest {
  return REQUEST(value);
}

/** A metric of a request, with what is to be known of it. */
export interface MetricToExport {
  readonly kind: ExportedKind;
  readonly resourceName: string;
  readonly name: string;
  readonly unit: string;
  /** Milliseconds. */
  readonly period: number;
}

export function metricsOf({ Resources: resources }: MetricExportRequest): MetricToExport[] {
  return resources.flatMap(([kind, resourceName, metrics]) => metrics.map(([name, unit, seconds]) => ({
    kind, resourceName, name, unit, period: seconds * 1000,
  })));
}

/** The same run of the same stack and namespace has the same name, however often it is delivered, and whatever the construct is called. */
export function claimName({ StackId, Namespace }: MetricExportRequest, run: number, part: number): string {
  return nameOf(StackId, Namespace, run, part);
}

/** The record that a part has reported what it found unavailable. */
export function reportName({ StackId, Namespace }: MetricExportRequest, run: number, part: number): string {
  return nameOf(StackId, Namespace, run, part, 'reported');
}

function nameOf(...parts: ReadonlyArray<string | number>): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
