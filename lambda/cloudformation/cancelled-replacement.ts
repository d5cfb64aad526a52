import type { ResourceRequest } from './resource-handler';
import type { Creation } from './unanswered-creations';
import { OwnershipTag } from '../../src/provider/ownership-contract';
import { again, type Moment, type Outcome } from '../engine/plan';
import { classify, isNotFound } from '../lightsail/errors';

/** A rollback is worth no longer wait: the request that began the replacement still ends it, if the function lives on. */
const LONGEST_PATIENCE_MILLISECONDS = 15 * 60_000;

/** The last look of that wait can come so much later. */
const LAST_LOOK_MILLISECONDS = 100_000;

export interface CancelledReplacementProps {
  readonly request: ResourceRequest<{ readonly timeoutSeconds: number }>;
  /** The physical id that the rollback keeps. */
  readonly current: string;
  /** "snapshot" */
  readonly kind: string;
  /** What cancelled requests of this resource made. */
  find(): Promise<readonly Creation[]>;
  remove(name: string): Promise<unknown>;
}

/**
 * For the rollback of an update that was cancelled, or failed, while it made a replacement: removes that replacement. Nothing
 * else asks for it, and once the rollback has ended, the stack may be deleted, with the function that could. A rollback must
 * not fail by it: what can't be removed in time is left.
 *
 * @returns undefined: nothing is left to be done
 */
export async function endCancelledReplacement(
  { request: { log, properties }, current, kind, find, remove }: CancelledReplacementProps, moment: Moment,
): Promise<Outcome | undefined> {
  const patience = Math.min(LONGEST_PATIENCE_MILLISECONDS, properties.timeoutSeconds * 1000 - LAST_LOOK_MILLISECONDS);
  try {
    const begun = (await find()).filter(({ name, tags }) => name !== current && tags[OwnershipTag.REPLACES] === current);
    for (const { name, isBeingMade } of begun) {
      if (!isBeingMade) {
        await remove(name);
        log({ decision: 'remove-cancelled-replacement', [kind]: name });
      } else if (moment.requestAge < patience) {
        return again({ pace: 'operation', until: `the cancelled ${kind} '${name}' to be finished, so that it can be deleted`, seen: 'being made' });
      } else {
        log({ decision: 'leave-cancelled-replacement', [kind]: name });
      }
    }
  } catch (error) {
    const { type, code, message } = classify(error);
    if (type === 'later' && moment.requestAge < patience) throw error;
    if (!isNotFound(error)) log({ decision: 'leave-cancelled-replacement', error: `${code}: ${message}` });
  }
  return undefined;
}
