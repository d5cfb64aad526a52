import type { ResourceRequest } from './resource-handler';

/** How long a cancelled request may still make something: no longer than an invocation runs that has just asked whether to go on. */
const IN_FLIGHT_MILLISECONDS = 120_000;

/** Whether something was made after CloudFormation asked for a removal. It is not what is to be removed: the event is late, or comes again. */
export function isMadeSince({ sentAt }: Pick<ResourceRequest<unknown>, 'sentAt'>, createdAt: Date | number | undefined): boolean {
  return createdAt !== undefined && createdAt.valueOf() > sentAt + IN_FLIGHT_MILLISECONDS;
}
