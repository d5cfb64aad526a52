const LONGEST_PAUSE = 8 * 60 * 1000;

/** Something that is delivered until it arrives, or is given up. */
export interface Attempted {
  readonly attempts: number;
  readonly firstAttemptAt: number;
  readonly target: { readonly maximumRetryAttempts: number; readonly maximumEventAge: number };
}

/** Why a delivery is given up. */
export type Exhausted = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/**
 * When to try again after a failed attempt, or why not to. The pauses double from a second on. AWS does not tell theirs:
 * with pauses of eight minutes at most, the 185 attempts of the default take a day, which is its other limit.
 */
export function afterFailure(delivery: Attempted, now: number): { readonly at: number } | { readonly exhausted: Exhausted } {
  const { attempts, firstAttemptAt, target } = delivery;
  if (attempts > target.maximumRetryAttempts) return { exhausted: 'MaximumRetryAttempts' };
  const at = now + Math.min(LONGEST_PAUSE, 1000 * 2 ** Math.min(attempts - 1, 20));
  return at - firstAttemptAt > target.maximumEventAge * 1000 ? { exhausted: 'MaximumEventAgeInSeconds' } : { at };
}
