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

/** Likewise for a name that may be none: what Lightsail refuses as a name is not the name of anything. */
export async function unlessInvalid<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (classify(error).type === 'invalid') return undefined;
    throw error;
  }
}
