import { areOpen, type Calendar, nextCommonTransition } from './calendar';
import { DocumentType } from './document-type';
import { PARAMETER_INPUTS, PARAMETER_OPERATIONS, parameterNames } from './parameter-operations';
import { parameterType } from './parameter-type';
import { parameterArn, storedParameter } from './parameters';
import { parseCalendar } from './parse-calendar';
import { documentArn, ssmState, type StoredCalendar } from './state';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { list, text } from '../../core/input-shape';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';

/** AWS Systems Manager: change calendars and parameters. */
export class Ssm implements Service {
  readonly name = 'ssm';
  readonly resourceTypes = [new DocumentType(), parameterType];
  readonly inputs = { ...PARAMETER_INPUTS, GetCalendarState: { CalendarNames: list(text), AtTime: text } };
  /** An update of a calendar stores another object. */
  private readonly read = new WeakMap<StoredCalendar, Calendar>();

  constructor(private readonly account: Account) {
    account.add(this);
  }

  dynamicReference(region: string, reference: string): string | undefined {
    return storedParameter(this.account, region, reference);
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    if (Object.hasOwn(PARAMETER_OPERATIONS, call.operation)) return this.parameterAuthorization(call);
    const names = namesOf(call);
    return (names.length > 0 ? names : ['*']).map((name) => ({
      action: `ssm:${call.operation}`, resource: name === '*' ? name : documentArn(this.account, call.region, name),
    }));
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    if (Object.hasOwn(PARAMETER_OPERATIONS, call.operation)) {
      return PARAMETER_OPERATIONS[call.operation]?.(this.account, call.region, call.input) ?? {};
    }
    if (call.operation !== 'GetCalendarState') throw new NotSupportedError(`the call ${call.operation} of Systems Manager`);
    const at = call.input.AtTime === undefined ? this.account.clock.now() : instant(String(call.input.AtTime));
    const calendars = namesOf(call).map((name) => this.calendar(call.region, name));
    const next = nextCommonTransition(calendars, at);
    return {
      State: areOpen(calendars, at) ? 'OPEN' : 'CLOSED',
      AtTime: new Date(at).toISOString(),
      ...next !== undefined && { NextTransitionTime: new Date(next).toISOString() },
    };
  }

  private parameterAuthorization({ operation, region, input }: ApiCall): AuthorizationRequest[] {
    const resources = parameterNames(input).map((name) => parameterArn(this.account, region, name));
    return (resources.length > 0 ? resources : ['*']).map((resource) => ({ action: `ssm:${operation}`, resource }));
  }

  private calendar(region: string, name: string): Calendar {
    const stored = ssmState(this.account).calendars[documentArn(this.account, region, name)];
    if (!stored) throw new ServiceError('InvalidDocument', `Document with name ${name} does not exist.`);
    const calendar = this.read.get(stored) ?? parseCalendar(stored.content);
    this.read.set(stored, calendar);
    return calendar;
  }
}

function instant(given: string): number {
  const at = Date.parse(given);
  if (Number.isNaN(at)) throw new ServiceError('ValidationException', 'AtTime is not in the ISO 8601 format.');
  if (!/(?:Z|[+-]\d\d:?\d\d)$/.test(given)) throw new NotSupportedError(`the AtTime '${given}' without an offset from UTC`);
  return at;
}

function namesOf(call: ApiCall): string[] {
  return Array.isArray(call.input.CalendarNames) ? call.input.CalendarNames.map(String) : [];
}
