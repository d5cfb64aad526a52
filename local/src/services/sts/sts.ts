import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { type ApiCall, NotSupportedError, type Service } from '../../core/service';

/** AWS STS: who am I. */
export class Sts implements Service {
  readonly name = 'sts';

  constructor(private readonly account: Account) {
    account.add(this);
  }

  /** Everybody may ask who they are. */
  authorization(): AuthorizationRequest[] {
    return [];
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    if (call.operation !== 'GetCallerIdentity') throw new NotSupportedError(`the call ${call.operation} of STS`);
    const { accessKeyId, arn } = call.caller;
    return { Account: this.account.id, Arn: arn, UserId: arn.endsWith(':root') ? this.account.id : `${accessKeyId}:${arn.split('/').pop() ?? ''}` };
  }
}
