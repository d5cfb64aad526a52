import { type BatchEntry, carryOutEach } from '../../core/batch';
import { ServiceError } from '../../core/service';

/** Publishes each entry by itself: what fails of one is in the answer. */
export function inBatch(entries: unknown, work: (entry: BatchEntry) => Record<string, unknown>): Record<string, unknown> {
  const list = (Array.isArray(entries) ? entries : []) as BatchEntry[];
  if (list.length === 0) throw new ServiceError('EmptyBatchRequest', 'The batch request doesn\'t contain any entries.');
  if (list.length > 10) throw new ServiceError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  const ids = list.map(({ Id }) => Id);
  if (new Set(ids).size < ids.length) throw new ServiceError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  return carryOutEach(list, work);
}
