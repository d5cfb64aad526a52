import type { Account } from './account';
import type { Principal } from './authorization';

/**
 * A service that acts by itself, on behalf of a resource of its own: `events.amazonaws.com` for a rule. What it may do is up
 * to the policy of what it uses. `owner`: it also says whose resource that is in the older way that SNS's default policies
 * ask for (`aws:SourceOwner`), as CloudWatch does.
 */
export function servicePrincipal(account: Account, name: string, sourceArn: string, { owner = false } = {}): Principal {
  return {
    accessKeyId: `ASIALOCAL${name.split('.')[0].toUpperCase()}`.padEnd(20, '0').slice(0, 20),
    arn: name,
    service: { name, sourceArn, ...owner && { sourceOwner: account.id } },
  };
}
