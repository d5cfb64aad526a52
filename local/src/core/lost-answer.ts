import type { Effect } from './faults';
import { ServiceError } from './service';

/** What a service that calls another one gets in place of an answer that is lost: an error of its own client. */
export function lostAnswer(effect: Effect | undefined): ServiceError | undefined {
  return effect?.type === 'lose-answer' ? new ServiceError('SdkClientException', 'Connection reset', 500) : undefined;
}
