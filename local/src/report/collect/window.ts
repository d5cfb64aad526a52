import type { Beginning } from '../beginning';

/** What every collector needs to know of the run. */
export interface Window {
  readonly began: number;
  readonly ended: number;
  /** Absent: the run began before anybody was asked to look. */
  readonly beginning?: Beginning;
}
