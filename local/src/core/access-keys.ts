import type { Account } from './account';
import type { Principal } from './authorization';

/** Somebody who can sign requests. */
export interface KeyOwner {
  readonly principal: Principal;
  /** Kills the process that has the key. The account's own key belongs to no process. */
  readonly crash?: () => void;
  /** Milliseconds since the epoch, on the account's clock. Absent: the key is good until it is revoked. */
  readonly expiresAt?: number;
}

/** Whose access key is whose. Not part of the account's state: keys end with the processes that have them. */
export class AccessKeys {
  private readonly owners = new Map<string, KeyOwner>();
  private next = 1;

  constructor(account: Account) {
    this.owners.set(account.root.accessKeyId, { principal: account.root });
  }

  find(accessKeyId: string): KeyOwner | undefined {
    return this.owners.get(accessKeyId);
  }

  /** Makes a key for the session of a role. */
  issue(roleName: string, arn: string, owner: Omit<KeyOwner, 'principal'> = {}): Principal {
    const principal = { accessKeyId: `ASIALOCAL${String(this.next++).padStart(11, '0')}`, arn, roleName };
    this.owners.set(principal.accessKeyId, { principal, ...owner });
    return principal;
  }

  revoke(accessKeyId: string): void {
    this.owners.delete(accessKeyId);
  }
}
