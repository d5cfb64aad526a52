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
  'later': ({ plain }) => plain,
  'denied': () => "Compare the policies of the provider's function with those that this version of cdk-lightsail writes, and look for a permissions boundary "
    + 'or a service control policy that forbids the call.',
  'not-found': () => 'Check the name and the region, and that nothing deleted it meanwhile.',
  'name-in-use': () => 'Names are unique in a region across all kinds of Lightsail resources: choose another one, or remove the resource that has it.',
  'invalid': ({ after }) => after('Correct the property that the message names'),
  'fatal': ({ after }) => after('Resolve what the message names'),
};

/** How work that failed gets another try: what the error texts of a deployment and of a schedule's run end with. */
export interface RetryAdvice {
  /** A sentence, where nothing else is to be done. */
  readonly plain: string;
  /** A sentence, where there was not enough time. */
  readonly withMoreTime: string;
  /** A sentence, where something is to be done first: "Correct the tag, and deploy again." */
  after(what: string): string;
}

export const DEPLOYMENT: RetryAdvice = {
  plain: 'Deploy again.',
  withMoreTime: 'Deploy again, with a longer timeout if it only needed more time.',
  after: (what) => `${what}, and deploy again.`,
};

/** There is no deployment: the schedule runs again. */
export const NEXT_RUN: RetryAdvice = {
  plain: 'The next run of the schedule tries again.',
  withMoreTime: 'The next run of the schedule tries again; give it a longer timeout if it only needed more time.',
  after: (what) => `${what}; the next run of the schedule tries again.`,
};
