/** How work that failed gets another try: what the error texts of a deployment and of a schedule's run end with. */
export interface RetryAdvice {
  /** A sentence, where nothing else is to be done. */
  readonly alone: string;
  /** A sentence, where there was not enough time. */
  readonly withMoreTime: string;
  /** A sentence, where something is to be done first: "Correct the tag, and deploy again." */
  after(what: string): string;
}

export const DEPLOYMENT: RetryAdvice = {
  alone: 'Deploy again.',
  withMoreTime: 'Deploy again, with a longer timeout if it was about to get there.',
  after: (what) => `${what}, and deploy again.`,
};

/** Nobody deploys: the schedule comes round. */
export const NEXT_RUN: RetryAdvice = {
  alone: 'The next run of the schedule tries again.',
  withMoreTime: 'The next run of the schedule tries again; give it a longer timeout if it was about to get there.',
  after: (what) => `${what}; the next run of the schedule tries again.`,
};
