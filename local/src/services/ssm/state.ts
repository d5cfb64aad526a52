import type { Account } from '../../core/account';

/** Systems Manager's section of the account's state: its change calendars. */
export interface SsmState {
  /** By ARN. */
  calendars: Record<string, StoredCalendar>;
}

export interface StoredCalendar {
  readonly arn: string;
  readonly name: string;
  readonly content: string;
}

export function ssmState(account: Account): SsmState {
  return account.section<SsmState>('change-calendars', () => ({ calendars: {} }));
}

export function documentArn(account: Account, region: string, name: string): string {
  return name.startsWith('arn:') ? name : `arn:aws:ssm:${region}:${account.id}:document/${name}`;
}
