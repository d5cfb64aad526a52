import type { Fact, Lane, Mark, Problem } from '../run-record';
import type { Window } from './window';
import type { Cloud } from '../../cloud';
import type { DeliveryAttempt } from '../../core/failed-deliveries';
import { eventsState } from '../../services/events/state';
import { schedulerState } from '../../services/scheduler/state';

export interface CollectedDeliveries {
  readonly lanes: Lane[];
  readonly problems: Problem[];
  readonly count: number;
  readonly failed: number;
}

/** A lane for each schedule that ran, each rule that matched, and each source of events on the bus. */
export function collectDeliveries(cloud: Cloud, window: Window): CollectedDeliveries {
  const { schedules } = schedulerState(cloud.account);
  const runs = attemptsIn(cloud.scheduler.failures.attempts, window);
  const matches = attemptsIn(cloud.events.failures.attempts, window);
  const failed = [...runs, ...matches].filter(({ error }) => error !== undefined);
  return {
    lanes: [
      ...lanes('schedule', 'Schedules', runs, (arn) => Object.hasOwn(schedules, arn)
        ? `${schedules[arn].expression}, ${schedules[arn].timeZone}` : 'deleted'),
      ...lanes('rule', 'Rules', matches, () => 'a rule of EventBridge'),
      ...published(cloud, window),
    ],
    problems: failed.map(({ what, at, error }) => ({ at, what: `${nameOf(what)} did not reach its target`, reason: reasonOf(error) })),
    count: runs.length + matches.length,
    failed: failed.length,
  };
}

function attemptsIn(attempts: readonly DeliveryAttempt[], { began, ended }: Window): DeliveryAttempt[] {
  return attempts.filter(({ at }) => at >= began && at <= ended);
}

function lanes(
  kind: 'schedule' | 'rule', group: string, attempts: readonly DeliveryAttempt[], note: (arn: string) => string,
): Lane[] {
  const byArn = new Map<string, Mark[]>();
  for (const { what, at, error } of attempts) {
    const marks = byArn.get(what) ?? [];
    byArn.set(what, marks);
    const facts: Fact[] = error ? [{ label: 'Error', text: reasonOf(error) }] : [];
    marks.push({ at, kind: error ? 'error' : 'delivery', title: error ? 'Did not reach its target' : 'Delivered to its target', facts });
  }
  return [...byArn].map(([arn, marks]) => ({ kind, group, name: nameOf(arn), note: note(arn), spans: [], marks }));
}

function published({ account }: Cloud, { began, ended, beginning }: Window): Lane[] {
  const bySource = new Map<string, Mark[]>();
  for (const [index, event] of eventsState(account).published.entries()) {
    const at = Date.parse(event.time);
    // An event's time has no milliseconds: what was there before is told by its place.
    if (at > ended || (beginning?.at === began ? index < beginning.published : at < began)) continue;
    const marks = bySource.get(event.source) ?? [];
    bySource.set(event.source, marks);
    marks.push({
      at: Math.max(at, began),
      kind: 'event',
      title: event['detail-type'],
      facts: [{ label: 'Region', text: event.region }, { label: 'Detail', text: JSON.stringify(event.detail) }],
    });
  }
  return [...bySource].map(([source, marks]) => ({ kind: 'bus' as const, group: 'Events on the bus', name: source, spans: [], marks }));
}

function reasonOf(error: DeliveryAttempt['error']): string {
  return error ? `${error.code}: ${error.message}` : '';
}

/** The last part of an ARN. */
function nameOf(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
