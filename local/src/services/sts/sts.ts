import { assumeRole, assumeRoleAuthorization } from './assume-role';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { text } from '../../core/input-shape';
import { type ApiCall, NotSupportedError, type Service } from '../../core/service';

/** AWS STS: who am I, and may I be somebody else. */
export class Sts implements Service {
  readonly name = 'sts';
  readonly inputs = { AssumeRole: { RoleArn: text, RoleSessionName: text, ExternalId: text } };

  constructor(private readonly account: Account) {
    account.add(this);
  }

  /** Everybody may ask who they are. */
  authorization(call: ApiCall): AuthorizationRequest[] {
    return call.operation === 'AssumeRole' ? assumeRoleAuthorization(this.account, call) : [];
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    switch (call.operation) {
      case 'AssumeRole': return assumeRole(this.account, call);
      case 'GetCallerIdentity': return this.identity(call);
      default: throw new NotSupportedError(`the call ${call.operation} of STS`);
    }
  }

  private identity({ caller: { accessKeyId, arn } }: ApiCall): Record<string, unknown> {
    return { Account: this.account.id, Arn: arn, UserId: arn.endsWith(':root') ? this.account.id : `${accessKeyId}:${arn.split('/').pop() ?? ''}` };
  }
}
