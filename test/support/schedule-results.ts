import type { EventBridge } from 'cdk-local-cloud/engine';
import type { ScheduleResult } from '../../src/schedules/schedule-contract';

/** What schedules told the event bus, oldest first. */
export function scheduleResults(events: EventBridge): ScheduleResult[] {
  return events.published().map(({ detail }) => detail as unknown as ScheduleResult);
}
