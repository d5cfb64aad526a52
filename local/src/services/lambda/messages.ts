/**
 * What the engine and a function's process say to each other, over one channel that keeps the order in both directions.
 * Everything goes through it, the bytes of every connection included: so whoever hears that the process has nothing left
 * to do has also heard all that it asked for before.
 *
 * It is JSON, which Node.js reads and writes much faster than its other format: bytes are texts of Latin-1 characters.
 */

/** From the engine. Each carries the time, and a number that tells which messages the process has seen. */
export type ToProcess = { readonly number: number; readonly now: number } & ProcessMessage;

export type ProcessMessage =
  /** The time has come that the process said it waits for. */
  | { readonly type: 'wake' }
  | { readonly type: 'data'; readonly connection: number; readonly bytes: string }
  /** The other side has sent all it has. */
  | { readonly type: 'end'; readonly connection: number }
  /** The connection is gone; `reason`: it was cut or never made. */
  | { readonly type: 'close'; readonly connection: number; readonly reason?: string };

/** From the process. */
export type FromProcess =
  /** Nothing is left to do after message `number`; `until`: when the next of the process's timers is due. */
  | { readonly type: 'idle'; readonly number: number; readonly until?: number }
  | { readonly type: 'open'; readonly connection: number; readonly host: string; readonly port: number }
  | { readonly type: 'data'; readonly connection: number; readonly bytes: string }
  | { readonly type: 'end'; readonly connection: number }
  | { readonly type: 'close'; readonly connection: number }
  | { readonly type: 'log'; readonly text: string }
  /** The code tried something that the local cloud does not have. */
  | { readonly type: 'refused'; readonly what: string; readonly hint?: string };
