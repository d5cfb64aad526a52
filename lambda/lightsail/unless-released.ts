import { classify } from './errors';
import type { Tags } from './ownership';
import { OwnershipTag } from '../../src/provider/ownership-contract';

/**
 * Changes something for the last time. "Denied" may mean that a copy of this event has just let it go: then no stack owns it any
 * more, and all is done.
 */
export async function unlessReleased(change: () => Promise<void>, read: () => Promise<{ readonly tags: Tags } | undefined>): Promise<void> {
  try {
    await change();
  } catch (error) {
    const denied = classify(error).type === 'denied';
    if (!denied || OwnershipTag.STACK in ((await read())?.tags ?? {})) throw error;
  }
}
