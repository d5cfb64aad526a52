import { iamAuthorizer, type AuthorizerOptions } from './authorizer';
import { managedPolicyType } from './resource-types/managed-policy';
import { policyType } from './resource-types/policy';
import { roleType } from './resource-types/role';
import type { Account } from '../../core/account';
import type { ResourceType } from '../../core/resource-type';

export interface IamOptions extends AuthorizerOptions {
  /**
   * How long CloudFormation waits after it has made or changed a role or policy, before it goes on. In the cloud that
   * covers what a grant needs to spread, almost always: 0 shows what happens when it does not. Default: 15.
   */
  readonly settleSeconds?: number;
}

/** Gives the account roles and policies, and has every call checked against them. */
export function installIam(account: Account, options: IamOptions = {}): void {
  const settle = (options.settleSeconds ?? 15) * 1000;
  account.addResourceTypes(...[roleType, policyType, managedPolicyType].map((type) => settling(type, settle)));
  account.useAuthorizer(iamAuthorizer(account, options));
}

function settling(type: ResourceType, milliseconds: number): ResourceType {
  return {
    ...type,
    async create(context, properties) {
      const provisioned = await type.create(context, properties);
      await context.account.clock.sleep(milliseconds);
      return provisioned;
    },
    async update(context, physicalId, properties, old) {
      const provisioned = await type.update(context, physicalId, properties, old);
      await context.account.clock.sleep(milliseconds);
      return provisioned;
    },
  };
}
