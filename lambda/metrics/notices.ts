import { type UnavailableMetric } from './unavailable-metrics';
import { type MetricExportRequest, NOT_EXPORTED_DETAIL_TYPE, type NotExported } from '../../src/metrics/metric-export-contract';
import { RESULT_SOURCE } from '../../src/schedules/schedule-contract';
import type { JsonClient } from '../aws/json-client';

/** Tells the world what cannot be exported. */
export interface Notices {
  tell(request: MetricExportRequest, missing: readonly UnavailableMetric[], at: number): Promise<void>;
}

/** PutEvents takes ten. */
const MAX_ENTRIES = 10;

export class EventNotices implements Notices {
  constructor(private readonly events: JsonClient) {}

  async tell(request: MetricExportRequest, missing: readonly UnavailableMetric[], at: number): Promise<void> {
    for (let first = 0; first < missing.length; first += MAX_ENTRIES) {
      await this.events.call('PutEvents', {
        Entries: missing.slice(first, first + MAX_ENTRIES).map((entry) => ({
          Source: RESULT_SOURCE,
          DetailType: NOT_EXPORTED_DETAIL_TYPE,
          Detail: JSON.stringify(detail(request, entry)),
          Time: at / 1000,
        })),
      });
    }
  }
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
