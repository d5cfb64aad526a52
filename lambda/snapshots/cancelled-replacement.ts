import type { SnapshotServices } from './services';
import { isBeingMade } from './snapshot-state';
import { madeByThisDeployment } from './this-deployment';
import { OwnershipTag } from '../../src/provider/ownership-contract';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { again, type Moment, type Outcome } from '../engine/plan';
import { classify, isNotFound } from '../lightsail/errors';

/** A rollback is worth no longer wait: the request that began the replacement still ends it, if the function lives on. */
const LONGEST_PATIENCE_MILLISECONDS = 15 * 60_000;

/** The last look of that wait can come so much later. */
const LAST_LOOK_MILLISECONDS = 100_000;

/**
 * For the rollback of an update that was cancelled while it took a new snapshot: removes that snapshot. Nobody else asks
 * for it, and once the rollback has ended, the stack may be deleted, with the function that could. A rollback must not
 * fail by it: what can't be removed in time is left.
 *
 * @returns undefined: nothing is left to be done
 */
export async function endCancelledReplacement(
  request: ResourceRequest<{ readonly timeoutSeconds: number }>, services: SnapshotServices, currentName: string, moment: Moment,
): Promise<Outcome | undefined> {
  const { log, properties } = request;
  const patience = Math.min(LONGEST_PATIENCE_MILLISECONDS, properties.timeoutSeconds * 1000 - LAST_LOOK_MILLISECONDS);
  try {
    const begun = (await madeByThisDeployment(request, services)).filter(({ tags }) => tags[OwnershipTag.REPLACES] === currentName);
    for (const { name, state } of begun) {
      if (!isBeingMade(state)) {
        await services.snapshots.delete(name);
        log({ decision: 'remove-cancelled-replacement', snapshot: name });
      } else if (moment.requestAge < patience) {
        return again({ pace: 'operation', until: `the cancelled snapshot '${name}' to be finished, so that it can be deleted`, seen: state });
      } else {
        log({ decision: 'leave-cancelled-replacement', snapshot: name, seen: state });
      }
    }
  } catch (error) {
    const { type, code, message } = classify(error);
    if (type === 'later' && moment.requestAge < patience) throw error;
    if (!isNotFound(error)) log({ decision: 'leave-cancelled-replacement', error: `${code}: ${message}` });
  }
  return undefined;
}
