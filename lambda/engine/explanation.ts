import { type RetryAdvice, DEPLOYMENT } from './retry-advice';
import type { Classified, ErrorClass } from '../lightsail/errors';

/** The text that a user reads in the stack's events or a schedule's result: the service's own words, what it was about, what to do next. */
export function explain(error: Classified, step: string, subject: string, retryAdvice: RetryAdvice = DEPLOYMENT): string {
  if (error.type === 'defect') {
    return `Unexpected error in cdk-lightsail at step '${step}' of ${subject}: ${error.code}: ${error.message}. `
      + 'This is a defect of the library: please report it with the lines that the function logged.';
  }
  return `${error.code}: ${error.message} (step '${step}' of ${subject}). ${ADVICE[error.type](retryAdvice)}`;
}

const ADVICE: Record<Exclude<ErrorClass, 'defect'>, (retryAdvice: RetryAdvice) => string> = {
  'later': ({ alone }) => alone,
  'denied': () => "Compare the policies of the provider's function with those that this version of cdk-lightsail writes, and look for a permissions boundary "
    + 'or a service control policy that forbids the call.',
  'not-found': () => 'Check the name and the region, and that nothing deleted it meanwhile.',
  'name-in-use': () => 'Names are unique in a region across all kinds of Lightsail resources: choose another one, or remove what has it.',
  'invalid': ({ after }) => after('Correct the property that the message names'),
  'fatal': ({ after }) => after('Resolve what the message names'),
};
