import { logGroupType } from './log-group-type';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { type ApiCall, NotSupportedError, type Service } from '../../core/service';

/** Amazon CloudWatch Logs: log groups. */
export class Logs implements Service {
  readonly name = 'logs';
  readonly resourceTypes = [logGroupType];

  constructor(account: Account) {
    account.add(this);
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    return [{ action: `logs:${call.operation}`, resource: '*' }];
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    throw new NotSupportedError(`the call ${call.operation} of CloudWatch Logs`);
  }
}
