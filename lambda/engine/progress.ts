import type { Wait } from './plan';
import type { Pace } from './wait-policy';

/** Which of a plan's lists of steps is being carried out. */
export type Phase = 'work' | 'failure' | 'cancellation';

/** How far a plan has got. Plain data: it is carried in the continuation. */
export interface Progress<Memo> {
  phase: Phase;
  step: string;
  /** When that step was reached. */
  since: number;
  /** How many goes at the step asked for another one. */
  attempt: number;
  /** How many waits there were at each pace since the step was reached: back-off goes on where other paces come in between. */
  waits: Partial<Record<Pace, number>>;
  memo: Memo;
  /** What will be answered, once what was begun is removed. */
  reason?: string;
}

/** What became of a plan. */
export type Ending<Memo> =
  | { readonly type: 'succeeded'; readonly memo: Memo }
  | { readonly type: 'failed'; readonly memo: Memo; readonly reason: string };

export type RunResult<Memo> =
  | { readonly type: 'ended'; readonly ending: Ending<Memo> }
  | { readonly type: 'paused'; readonly seconds: number; readonly wait: Wait; readonly progress: Progress<Memo> };
