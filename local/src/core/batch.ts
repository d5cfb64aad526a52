import { ServiceError } from './service';

export type BatchEntry = Readonly<Record<string, unknown>> & { readonly Id: string };

/** Carries out each entry of a batch by itself: what fails of one is in the answer. */
export function carryOutEach(entries: readonly BatchEntry[], work: (entry: BatchEntry) => Record<string, unknown>): Record<string, unknown> {
  const successful: object[] = [];
  const failed: object[] = [];
  for (const entry of entries) {
    try {
      successful.push({ Id: entry.Id, ...work(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: error.status < 500 });
    }
  }
  return { Successful: successful, Failed: failed };
}
