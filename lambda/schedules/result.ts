import type { RunMemo } from './run';
import { scheduledAt } from './schedule-event';
import { ScheduleAction, type ScheduleRequest, type ScheduleResult, type ScheduleTarget } from '../../src/schedules/schedule-contract';
import type { Ending } from '../engine/plan';

/** EventBridge takes 256 KB; a reason is for people. */
const MAX_REASON = 2000;

/** They come again every hour: one that finds everything in order is no news. */
const HOURLY: readonly ScheduleAction[] = [ScheduleAction.KEEP_DATABASE_STOPPED, ScheduleAction.REPORT_SNAPSHOT_AGE];

/**
 * The result of a run for one of its targets, or of a run that came to none.
 *
 * @returns undefined: nothing happened that is worth publishing
 */
export function resultOf(
  request: ScheduleRequest, target: ScheduleTarget | undefined, ending: Ending<RunMemo>, now: number,
): ScheduleResult | undefined {
  const { memo } = ending;
  const changed = memo.changed ?? false;
  const pruned = memo.pruning?.find(({ region }) => region === undefined);
  if (ending.type === 'succeeded') {
    if (HOURLY.includes(request.Action) && !changed) return undefined;
    // Each of its targets has a result of its own.
    if (!target && memo.skipped === undefined) return undefined;
  }
  const reason = ending.type === 'failed' ? ending.reason : memo.skipped;
  return {
    ...common(request, now),
    result: ending.type === 'failed' ? 'failed' : memo.skipped === undefined ? 'succeeded' : 'skipped',
    ...target && { target: { kind: target.Kind, name: target.Name } },
    changed,
    ...reason !== undefined && { reason: reason.slice(0, MAX_REASON) },
    ...memo.snapshotUsable && memo.snapshot !== undefined && { snapshot: memo.snapshot },
    ...memo.copies && { copies: memo.copies.filter(({ usable }) => usable).map(({ region, name }) => ({ region, snapshot: name })) },
    ...pruned && { pruned: pruned.names, prunedCount: pruned.count },
  };
}

function common(request: ScheduleRequest, now: number) {
  return {
    action: request.Action,
    stack: request.StackId,
    stackName: request.StackName,
    schedule: request.LogicalId,
    scheduleArn: request.ScheduleArn,
    scheduledTime: new Date(scheduledAt(request)).toISOString(),
    endedTime: new Date(now).toISOString(),
    durationSeconds: Math.max(0, Math.round((now - scheduledAt(request)) / 1000)),
  };
}
