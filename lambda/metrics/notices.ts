import { setTimeout as pause } from 'node:timers/promises';
import type { UnavailableMetric } from './unavailable-metrics';
import { type MetricExportRequest, NOT_EXPORTED_DETAIL_TYPE, type NotExported } from '../../src/metrics/metric-export-contract';
import { RESULT_SOURCE } from '../../src/schedules/schedule-contract';
import type { JsonClient } from '../aws/json-client';
import { classify } from '../lightsail/errors';

/** Publishes what cannot be exported. */
export interface Notices {
  publish(request: MetricExportRequest, unavailable: readonly UnavailableMetric[], at: number): Promise<Published>;
}

export interface Published {
  /** Those that the event bus took. */
  readonly taken: readonly UnavailableMetric[];
  /** Why it did not take the others. */
  readonly error?: string;
}

/** PutEvents takes ten. */
const MAX_ENTRIES = 10;
const PAUSES_MILLISECONDS = [300, 900];

export class EventNotices implements Notices {
  constructor(private readonly events: JsonClient, private readonly sleep: (milliseconds: number) => Promise<void> = async (time) => pause(time)) {}

  async publish(request: MetricExportRequest, unavailable: readonly UnavailableMetric[], at: number): Promise<Published> {
    const taken: UnavailableMetric[] = [];
    let left = unavailable;
    let error: string | undefined;
    for (const milliseconds of [0, ...PAUSES_MILLISECONDS]) {
      if (left.length === 0) break;
      if (milliseconds > 0) await this.sleep(milliseconds);
      const refused: UnavailableMetric[] = [];
      for (let first = 0; first < left.length; first += MAX_ENTRIES) {
        const entries = left.slice(first, first + MAX_ENTRIES);
        const errors = await this.put(request, entries, at);
        error = errors.find((text) => text !== undefined) ?? error;
        entries.forEach((entry, index) => (errors[index] === undefined ? taken : refused).push(entry));
      }
      left = refused;
    }
    return { taken, ...left.length > 0 && { error } };
  }

  /** Why each entry was not taken; undefined: it was. One call may take some of its entries and refuse the others. */
  private async put(request: MetricExportRequest, entries: readonly UnavailableMetric[], at: number): Promise<Array<string | undefined>> {
    try {
      const { FailedEntryCount, Entries } = await this.events.call('PutEvents', {
        Entries: entries.map((entry) => ({
          Source: RESULT_SOURCE,
          DetailType: NOT_EXPORTED_DETAIL_TYPE,
          Detail: JSON.stringify(detail(request, entry)),
          Time: at / 1000,
        })),
      });
      const results = Array.isArray(Entries) ? Entries as EntryResult[] : [];
      return entries.map((_, index) => {
        const { ErrorCode: code, ErrorMessage: message } = results[index] ?? {};
        return FailedEntryCount && code ? `${code}: ${message}` : undefined;
      });
    } catch (failure) {
      const { code, message } = classify(failure);
      return entries.map(() => `${code}: ${message}`);
    }
  }
}

interface EntryResult {
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
}

function detail(request: MetricExportRequest, { kind, resourceName, metric, reason }: UnavailableMetric): NotExported {
  return {
    stack: request.StackId,
    stackName: request.StackName,
    export: request.LogicalId,
    namespace: request.Namespace,
    resource: { kind, name: resourceName },
    ...metric !== undefined && { metric },
    reason,
  };
}
