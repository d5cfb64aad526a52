import { Cron } from './cron';
import { ServiceError } from '../service';
import { timeZone, type TimeZone } from '../time-zone';

/** When a schedule runs. */
export interface Expression {
  /** `at(…)` runs once, and knows no start and end date. */
  readonly once: boolean;
  /** The first instant after this one; `undefined`: never again. */
  next(after: number): number | undefined;
}

const UNITS: Readonly<Record<string, number>> = {
  minute: 60_000, minutes: 60_000, hour: 3_600_000, hours: 3_600_000, day: 86_400_000, days: 86_400_000,
};

/**
 * Reads `at(…)`, `rate(…)` and `cron(…)`, as EventBridge Scheduler does.
 *
 * @param text the expression
 * @param zoneName an IANA time zone
 * @param anchor when a rate first fires: its start date, or when the schedule was made
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function parseExpression(text: string, zoneName: string, anchor: number): Expression {
  const zone = zoneNamed(zoneName);
  const [, kind, content] = /^(at|rate|cron)\((.*)\)$/.exec(text) ?? [];
  switch (kind) {
    case 'at': return at(text, content, zone);
    case 'rate': return rate(text, content, anchor);
    case 'cron': return cron(text, content, zone);
    default: throw invalid(text, 'it is none of at(…), rate(…) and cron(…)');
  }
}

function zoneNamed(name: string): TimeZone {
  try {
    return timeZone(name);
  } catch (error) {
    if (error instanceof RangeError) throw new ServiceError('ValidationException', `Invalid Schedule Expression Timezone ${name}.`);
    throw error;
  }
}

function at(text: string, content: string, zone: TimeZone): Expression {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(content);
  if (!match) throw invalid(text, 'it is not of the form at(yyyy-mm-ddThh:mm:ss)');
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  const asUtc = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  if (asUtc.toISOString().slice(0, 19) !== content) throw invalid(text, 'there is no such date or time');
  const [instant] = zone.instants({ year, month, day, hour, minute, second });
  return { once: true, next: (after) => (instant !== undefined && instant > after ? instant : undefined) };
}

function rate(text: string, content: string, anchor: number): Expression {
  const match = /^(\d+) +([a-z]+)$/.exec(content.trim());
  const period = match ? Number(match[1]) * (Object.hasOwn(UNITS, match[2]) ? UNITS[match[2]] : 0) : 0;
  if (period === 0) throw invalid(text, 'it is not of the form rate(value unit), with a positive value and minutes, hours or days');
  // A day is 24 hours, whatever the clocks show.
  return { once: false, next: (after) => (after < anchor ? anchor : anchor + (Math.floor((after - anchor) / period) + 1) * period) };
}

function cron(text: string, content: string, zone: TimeZone): Expression {
  try {
    const expression = new Cron(content);
    return { once: false, next: (after) => expression.next(after, zone) };
  } catch (error) {
    // What the local cloud does not know must not look as if AWS refused it.
    if (error instanceof Error && error.name !== 'NotSupportedError') throw invalid(text, error.message);
    throw error;
  }
}

function invalid(text: string, reason: string): ServiceError {
  return new ServiceError('ValidationException', `Invalid Schedule Expression ${text}: ${reason}.`);
}
