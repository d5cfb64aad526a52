import type { Wait } from './plan';

/** Which of a plan's lists of steps is being carried out. */
export type Phase = 'work' | 'failure' | 'abandonment';

/** How far a plan has got. Plain data: it is carried in the continuation. */
export interface Progress<Memo> {
  phase: Phase;
  step: string;
  /** When that step was reached. */
  since: number;
  /** The last wait, and how many came in a row at its pace. */
  wait?: Wait;
  attempt: number;
  memo: Memo;
  /** What will be answered, once what was begun is removed. */
  reason?: string;
}

/** What became of a plan. */
export type Ending<Memo> =
  | { readonly type: 'succeeded'; readonly memo: Memo }
  | { readonly type: 'failed'; readonly memo: Memo; readonly reason: string }
  | { readonly type: 'abandoned' };

export type RunResult<Memo> =
  | { readonly type: 'ended'; readonly ending: Ending<Memo> }
  | { readonly type: 'paused'; readonly seconds: number; readonly progress: Progress<Memo> };
