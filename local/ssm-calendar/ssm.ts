import type { Account } from '../account';
import type { AuthorizationRequest } from '../iam/authorization';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../service';
import { isOpen, nextTransition, parseCalendar } from './calendar';
import { DocumentType } from './document-type';
import { documentArn, ssmState } from './state';

/** AWS Systems Manager: change calendars. */
export class Ssm implements Service {
  readonly name = 'ssm';

  constructor(private readonly account: Account) {
    account.addService(this);
    account.addResourceTypes(new DocumentType());
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    const names = namesOf(call);
    return (names.length > 0 ? names : ['*']).map((name) => ({
      action: `ssm:${call.operation}`, resource: name === '*' ? name : documentArn(this.account, call.region, name),
    }));
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    if (call.operation !== 'GetCalendarState') throw new NotSupportedError(`the call ${call.operation} of Systems Manager`);
    const { calendars } = ssmState(this.account);
    const found = namesOf(call).map((name) => {
      const stored = calendars[documentArn(this.account, call.region, name)];
      if (!stored) throw new ServiceError('InvalidDocument', `Document with name ${name} does not exist.`);
      return parseCalendar(stored.content);
    });
    const at = call.input.AtTime === undefined ? this.account.clock.now() : Date.parse(String(call.input.AtTime));
    if (Number.isNaN(at)) throw new ServiceError('ValidationException', 'AtTime is not in the ISO 8601 format.');
    const transitions = found.map((calendar) => nextTransition(calendar, at)).filter((time) => time !== undefined);
    return {
      // One that is closed closes them all.
      State: found.every((calendar) => isOpen(calendar, at)) ? 'OPEN' : 'CLOSED',
      AtTime: new Date(at).toISOString(),
      ...transitions.length > 0 && { NextTransitionTime: new Date(Math.min(...transitions)).toISOString() },
    };
  }
}

function namesOf(call: ApiCall): string[] {
  return Array.isArray(call.input.CalendarNames) ? call.input.CalendarNames.map(String) : [];
}
