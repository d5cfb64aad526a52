import type { Cloud } from '../../cloud';
import type { CliOptions, OptionName } from '../arguments';
import type { Terminal } from '../console';

export interface CommandContext {
  readonly cloud: Cloud;
  readonly options: CliOptions;
  readonly operands: readonly string[];
  readonly terminal: Terminal;
  /** Writes the account to its folder now. */
  readonly save: () => void;
}

export interface Command {
  /** The options that mean something to it, besides `--state`, which all have. */
  readonly options: readonly OptionName[];
  /** Leaves the account as it is: goes well with another command that works on it. */
  readonly readOnly?: boolean;
  /** Throws a `UsageError` if the operands are wrong. Called before the account is touched. */
  check(operands: readonly string[]): void;
  /** Returns whether it went well. */
  run(context: CommandContext): Promise<boolean>;
}
