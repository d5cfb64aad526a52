import type { Effect } from './faults';
import { ServiceError } from './service';

/** What a service that calls another one gets in place of an answer that is lost: an error of its own client. */
export function lostAnswer(effect: Effect | undefined): ServiceError | undefined {
  return isCut(effect) ? new ServiceError('SdkClientException', 'Connection reset', 500) : undefined;
}

/** Whether the caller loses the connection instead of getting an answer. */
export function isCut(effect: Effect | undefined): boolean {
  return effect?.type === 'lose-answer' || effect?.type === 'lose-request';
}
