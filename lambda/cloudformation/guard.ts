import { requestStatus } from './request-status';
import type { RequestOrigin } from './request-work';
import type { ResourcePlan, ResourceRequest } from './resource-handler';
import { unlessUnknown } from './unless-unknown';
import type { Stacks } from '../aws/cloudformation';
import type { Guard } from '../engine/runner';
import type { Log } from '../log';

/** CloudFormation has only just sent the event, or has only just been asked: nothing is to be learned by asking again. */
export const FRESH_MILLISECONDS = 15_000;

export interface GuardProps {
  readonly origin: RequestOrigin;
  readonly request: ResourceRequest<unknown>;
  readonly plan: ResourcePlan<unknown>;
  readonly stacks: Stacks;
  /** The request was waiting: it may have been given up since. */
  readonly resumed: boolean;
  readonly now: () => number;
  readonly log: Log;
}

/**
 * Lambda delivers an event at least once, perhaps hours late, and a deployment may be cancelled while a request waits: before
 * each step it is made sure that the request is still pending. Whoever finds that it is not still answers it: if that was
 * wrong, the deployment fails with this reason instead of waiting for an hour.
 */
export function requestGuard({ origin, request, plan, stacks, resumed, now, log }: GuardProps): Guard<unknown> {
  let pendingAt = resumed || !origin.sentAtKnown ? undefined : origin.begun;
  const { stackId, logicalId } = request;

  return async (memo) => {
    if (pendingAt !== undefined && now() - pendingAt <= FRESH_MILLISECONDS) return undefined;
    const resource = await unlessUnknown(log, async () => stacks.resource(stackId, logicalId));
    const stack = await unlessUnknown(log, async () => stacks.stack(stackId));
    const status = requestStatus({
      request, resource, stack, newPhysicalId: plan.success(memo).physicalId, sentByRollback: origin.sentByRollback,
    });
    pendingAt = now();
    if (status === 'pending') return undefined;
    return {
      type: status,
      reason: `CloudFormation is no longer waiting for this ${request.type} of ${plan.subject}: the stack is ${stack?.status ?? 'unknown'}, `
        + `the resource ${resource?.status ?? 'unknown'}. ${status === 'cancelled' ? 'What the request had made was removed' : 'Nothing more was changed'}. `
        + 'If the stack was waiting all the same, deploy again.',
    };
  };
}
