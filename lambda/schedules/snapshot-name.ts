import { createHash } from 'node:crypto';
import { ownerOf, scheduledAt } from './schedule-event';
import type { ScheduleRequest, ScheduleTarget } from '../../src/schedules/schedule-contract';

/** What every kind of snapshot may have: those of databases may be one longer. */
const MAX_NAME_LENGTH = 254;

/**
 * `shop-db-20261121T0300Z-3f9a2c`: the source and the scheduled time (UTC) for people; the digest keeps two schedules of
 * the same minute apart. The same for the same run, so that a repeated one meets its own.
 */
export function snapshotName(request: ScheduleRequest, target: ScheduleTarget): string {
  const { stackId, logicalId, requestId } = ownerOf(request);
  const digest = createHash('sha256').update(JSON.stringify([stackId, logicalId, requestId, target.Kind, target.Name])).digest('hex').slice(0, 6);
  const time = new Date(scheduledAt(request)).toISOString().replace(/[-:]/g, '').replace(/\d\d\.\d{3}Z$/, 'Z');
  const suffix = `-${time}-${digest}`;
  return target.Name.slice(0, MAX_NAME_LENGTH - suffix.length) + suffix;
}
