import { classify, isNotFound } from './errors';

/** The answer of a call, or undefined if what it names is not there. */
export async function unlessNotFound<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/**
 * The answer of a deletion, or undefined if what it deletes is gone already. What is gone has no tag that would permit its
 * deletion: after an answer that was lost, this shows as a denial.
 */
export async function unlessGone<T>(deletion: Promise<T>, find: () => Promise<unknown>): Promise<T | undefined> {
  try {
    return await unlessNotFound(deletion);
  } catch (error) {
    if (classify(error).type === 'denied' && !await find()) return undefined;
    throw error;
  }
}

/** The answer of a call for a name that may be none, or undefined: what Lightsail refuses as a name is not the name of anything. */
export async function unlessInvalid<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (classify(error).type === 'invalid') return undefined;
    throw error;
  }
}
