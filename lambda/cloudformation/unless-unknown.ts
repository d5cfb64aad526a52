import { classify } from '../lightsail/errors';
import type { Log } from '../log';

/** A description; undefined: CloudFormation does not give it now. What cannot be learned proves nothing. */
export async function unlessUnknown<T>(log: Log, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const { code, message } = classify(error);
    log({ decision: 'go-on-unasked', error: `${code}: ${message}` });
    return undefined;
  }
}
