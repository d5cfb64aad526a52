import type { Account } from '../../core/account';

/** A log group. What functions write into it is not kept. */
export interface LogGroup {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  /** Absent: for ever. */
  retentionInDays?: number;
  tags: Record<string, string>;
}

/** The log groups of a region, by name. */
export function logGroups(account: Account, region: string): Record<string, LogGroup> {
  const regions = account.section<Record<string, Record<string, LogGroup>>>('logs', () => ({}));
  return regions[region] ??= {};
}
