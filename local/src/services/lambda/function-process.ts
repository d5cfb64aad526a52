import type { FromProcess, ToProcess } from './messages';

/** A process that runs a function. */
export interface FunctionProcess {
  send(message: ToProcess): void;
  /** Ends it at once, with everything that it has started. */
  kill(): void;
}

/** Who hears of a process. */
export interface ProcessListener {
  message(message: FromProcess): void;
  /** Output that did not come as a message. */
  log(text: string): void;
  end(end: ProcessEnd): void;
}

/** What became of a process that ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Starts a process at that virtual time. */
export type StartProcess = (now: number, listener: ProcessListener) => FunctionProcess;

/** What a process is started with. */
export interface ProcessOptions {
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}
