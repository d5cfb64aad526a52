import { ServiceError } from '../../core/service';

type Entry = Readonly<Record<string, unknown>> & { readonly Id: string };

/** Publishes each entry by itself: what fails of one is in the answer. */
export function inBatch(entries: unknown, work: (entry: Entry) => Record<string, unknown>): Record<string, unknown> {
  const list = (Array.isArray(entries) ? entries : []) as Entry[];
  if (list.length === 0) throw new ServiceError('EmptyBatchRequest', 'The batch request doesn\'t contain any entries.');
  if (list.length > 10) throw new ServiceError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  const ids = list.map(({ Id }) => Id);
  if (new Set(ids).size < ids.length) throw new ServiceError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  const successful: object[] = [];
  const failed: object[] = [];
  for (const entry of list) {
    try {
      successful.push({ Id: entry.Id, ...work(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: error.status < 500 });
    }
  }
  return { Successful: successful, Failed: failed };
}
