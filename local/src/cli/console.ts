import type { Writable } from 'node:stream';
import pc from 'picocolors';

/** Where a command writes. */
export interface Terminal {
  readonly out: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly err: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asked by a command that runs until somebody ends it. Default: Ctrl-C, or SIGTERM. */
  readonly interrupted?: () => AbortSignal;
}

/** Whether colours are wanted: NO_COLOR and FORCE_COLOR decide, then whether it is a terminal. */
export function wantsColors(stream: { readonly isTTY?: boolean }, env: Terminal['env']): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== '0') return true;
  return stream.isTTY === true && env.TERM !== 'dumb';
}

export function colorsFor(stream: { readonly isTTY?: boolean }, env: Terminal['env']): ReturnType<typeof pc.createColors> {
  return pc.createColors(wantsColors(stream, env));
}
