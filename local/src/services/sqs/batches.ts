import { type BatchEntry, carryOutEach } from '../../core/batch';
import { ServiceError } from '../../core/service';

/** Carries out each entry of a batch by itself: what fails of one is in the answer. */
export function inBatch(operation: string, entries: unknown, work: (entry: BatchEntry) => Record<string, unknown>): Record<string, unknown> {
  const list = (Array.isArray(entries) ? entries : []) as BatchEntry[];
  if (list.length === 0) throw new ServiceError('EmptyBatchRequest', `There should be at least one ${operation}RequestEntry in the request.`);
  if (list.length > 10) throw new ServiceError('TooManyEntriesInBatchRequest', `Maximum number of entries per request are 10. You have sent ${list.length}.`);
  for (const { Id } of list) {
    if (!/^[\w-]{1,80}$/.test(Id ?? '')) {
      throw new ServiceError('InvalidBatchEntryId', 'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.');
    }
  }
  const twice = list.find(({ Id }, index) => list.findIndex((other) => other.Id === Id) !== index);
  if (twice) throw new ServiceError('BatchEntryIdsNotDistinct', `Id ${twice.Id} repeated.`);
  return carryOutEach(list, work);
}
