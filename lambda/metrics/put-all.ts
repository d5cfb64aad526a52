import { setTimeout as pause } from 'node:timers/promises';
import { type Addition, type CloudWatchMetrics, datapointSize, MAX_ADDITIONS } from './cloudwatch';
import type { MetricToExport } from './export-event';
import type { MetricExportRequest } from '../../src/metrics/metric-export-contract';
import { classify } from '../lightsail/errors';
import { wasRefused } from '../lightsail/was-refused';
import type { Log } from '../log';

/** Half a megabyte: PutMetricData takes one. */
const MAX_CHARACTERS = 500_000;
const PAUSES_MILLISECONDS = [300, 900, 2_700];

interface PutAllProps {
  readonly cloudWatch: CloudWatchMetrics;
  readonly log: Log;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/**
 * Puts what is to be added, and returns how much of it was. What was not, or may not have been, is left to the run's
 * successor that looks at these datapoints next: it asks CloudWatch first.
 */
export async function putAll(
  request: MetricExportRequest, additions: readonly Addition[], { cloudWatch, log, sleep = async (time) => pause(time) }: PutAllProps,
): Promise<number> {
  let put = 0;
  for (const batch of batches(request, additions)) {
    if (await putBatch(batch)) put += batch.length;
  }
  return put;

  async function putBatch(batch: readonly Addition[]): Promise<boolean> {
    for (const milliseconds of [...PAUSES_MILLISECONDS, undefined]) {
      try {
        await cloudWatch.add(request, batch);
        return true;
      } catch (error) {
        const { type, code, message } = classify(error);
        // A refusal is certain. After a server's fault or a lost connection the data may be there.
        const again = milliseconds !== undefined && type === 'later' && wasRefused(error);
        log({ decision: again ? 'put-again' : 'not-put', datapoints: batch.length, error: `${code}: ${message}` });
        if (!again) return false;
        await sleep(milliseconds);
      }
    }
    return false;
  }
}

function batches(request: MetricExportRequest, additions: readonly Addition[]): Addition[][] {
  const all: Addition[][] = [];
  const sizes = new Map<MetricToExport, number>();
  let size = 0;
  for (const addition of additions) {
    const length = sizes.get(addition.metric) ?? datapointSize(request, addition.metric);
    sizes.set(addition.metric, length);
    const last = all.at(-1);
    if (last && last.length < MAX_ADDITIONS && size + length <= MAX_CHARACTERS) {
      last.push(addition);
      size += length;
    } else {
      all.push([addition]);
      size = length;
    }
  }
  return all;
}
