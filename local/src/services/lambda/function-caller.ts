import type { FunctionState } from './function-state';
import type { Account } from '../../core/account';
import type { Principal } from '../../core/authorization';

/** Lambda itself, in the role of a function: what it does for it, it does with the function's rights. */
export function functionCaller(account: Account, { name, roleArn }: FunctionState): Principal {
  const roleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return { accessKeyId: 'ASIALOCALLAMBDA00000', arn: `arn:aws:sts::${account.id}:assumed-role/${roleName}/${name}`, roleName };
}
