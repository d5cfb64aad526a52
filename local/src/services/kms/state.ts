import type { Account } from '../../core/account';

/** KMS's section of the account's state. */
export interface KmsState {
  /** By id. */
  keys: Record<string, StoredKey>;
  /** By ARN. */
  aliases: Record<string, StoredAlias>;
  next: number;
}

export interface StoredKey {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly createdAt: number;
  readonly usage: string;
  readonly spec: string;
  readonly multiRegion: boolean;
  description: string;
  policy?: unknown;
  rotated: boolean;
  tags: Record<string, string>;
  state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  /** When it will be gone. */
  deletedAt?: number;
}

export interface StoredAlias {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  keyId: string;
}

export function kmsState(account: Account): KmsState {
  return account.section<KmsState>('kms', () => ({ keys: {}, aliases: {}, next: 1 }));
}

/** The key of that id, ARN or alias. One whose time has come is gone. */
export function findKey(account: Account, region: string, given: string): StoredKey | undefined {
  const { keys } = kmsState(account);
  const id = given.startsWith('alias/') || given.includes(':alias/')
    ? aliasesOf(account, region).find(({ name, arn }) => name === given || arn === given)?.keyId
    : given.replace(/^arn:.*:key\//, '');
  const key = id !== undefined && Object.hasOwn(keys, id) && keys[id].region === region ? keys[id] : undefined;
  if (key?.deletedAt === undefined || key.deletedAt > account.clock.now()) return key;
  delete keys[key.id];
  return undefined;
}

export function aliasesOf(account: Account, region: string): StoredAlias[] {
  return Object.values(kmsState(account).aliases).filter((alias) => alias.region === region);
}
