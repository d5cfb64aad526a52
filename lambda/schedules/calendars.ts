import type { JsonClient } from '../aws/json-client';

/** Change calendars of Systems Manager. */
export interface Calendars {
  /** Whether all of them are open at that time (milliseconds). */
  areOpen(names: readonly string[], at: number): Promise<boolean>;
}

export class SsmCalendars implements Calendars {
  constructor(private readonly client: JsonClient) {}

  async areOpen(names: readonly string[], at: number): Promise<boolean> {
    const { State: state } = await this.client.call('GetCalendarState', { CalendarNames: names, AtTime: new Date(at).toISOString() });
    if (state !== 'OPEN' && state !== 'CLOSED') throw new Error(`Systems Manager reports the state '${String(state)}' of the calendars; expected OPEN or CLOSED.`);
    return state === 'OPEN';
  }
}
