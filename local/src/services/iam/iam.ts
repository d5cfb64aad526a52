import { iamAuthorizer, type AuthorizerOptions } from './authorizer';
import { managedPolicyType } from './resource-types/managed-policy';
import { policyType } from './resource-types/policy';
import { roleType } from './resource-types/role';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import type { ResourceType } from '../../core/resource-type';
import { type ApiCall, NotSupportedError, type Service } from '../../core/service';

export interface IamOptions extends AuthorizerOptions {
  /**
   * How long CloudFormation waits after it has made or changed a role or policy, before it goes on. In the cloud that
   * covers what a grant needs to spread, almost always: 0 shows what happens when it does not. Default: 15.
   */
  readonly settleSeconds?: number;
}

/** AWS IAM: roles and policies. Every call is checked against them. */
export class Iam implements Service {
  readonly name = 'iam';
  readonly resourceTypes: readonly ResourceType[];

  constructor(account: Account, options: IamOptions = {}) {
    const settle = (options.settleSeconds ?? 15) * 1000;
    this.resourceTypes = [roleType, policyType, managedPolicyType].map((type) => settling(type, settle));
    account.add(this);
    account.useAuthorizer(iamAuthorizer(account, options));
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    return [{ action: `iam:${call.operation}`, resource: '*' }];
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    throw new NotSupportedError(`the call ${call.operation} of IAM`);
  }
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
