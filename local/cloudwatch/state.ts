import type { Account } from '../account';

/** CloudWatch's section of the account's state. */
export interface CloudWatchState {
  data: StoredDatum[];
}

export interface StoredDatum {
  namespace: string;
  metricName: string;
  region: string;
  dimensions: Record<string, string>;
  value: number;
  unit: string;
  at: number;
}

export function cloudWatchState(account: Account): CloudWatchState {
  return account.section<CloudWatchState>('cloudwatch', () => ({ data: [] }));
}
