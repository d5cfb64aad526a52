import { createHash } from 'node:crypto';
import type { ExportedKind, MetricExportEvent, MetricExportRequest } from '../../src/metrics/metric-export-contract';

export function isMetricExportEvent(event: unknown): event is MetricExportEvent {
  return typeof event === 'object' && event !== null && 'CdkLightsailMetricExport' in event && isMetricExportRequest(event.CdkLightsailMetricExport);
}

const TEXTS = ['StackId', 'StackName', 'LogicalId', 'Namespace', 'ScheduledTime'];

export function isMetricExportRequest(value: unknown): value is MetricExportRequest {
  if (typeof value !== 'object' || value === null) return false;
  const members = new Map<string, unknown>(Object.entries(value));
  return TEXTS.every((name) => typeof members.get(name) === 'string')
    && typeof members.get('Dimensions') === 'object'
    && Array.isArray(members.get('Resources'))
    && !Number.isNaN(Date.parse(String(members.get('ScheduledTime'))));
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
