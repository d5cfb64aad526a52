import type { RunMemo } from './run-memo';
import { scheduledAt } from './schedule-event';
import { ScheduleAction, type ScheduleRequest, type ScheduleResult, type ScheduleTarget } from '../../src/schedules/schedule-contract';
import type { Ending } from '../operations/progress';

/** EventBridge takes 256 KB; a reason is for people. */
const MAX_REASON = 2000;

/** The result of a run for one of its targets; undefined: nothing happened that anybody wants to know. */
export function resultOf(request: ScheduleRequest, target: ScheduleTarget, ending: Ending<RunMemo>, now: number): ScheduleResult | undefined {
  if (ending.type === 'abandoned') return undefined;
  const { memo } = ending;
  const changed = memo.changed ?? false;
  // Every hour that finds everything in order is no news.
  if (request.Action === ScheduleAction.KEEP_DATABASE_STOPPED && ending.type === 'succeeded' && !changed) return undefined;
  const reason = ending.type === 'failed' ? ending.reason : memo.skipped;
  return {
    ...common(request, now),
    result: ending.type === 'failed' ? 'failed' : memo.skipped === undefined ? 'succeeded' : 'skipped',
    target: { kind: target.Kind, name: target.Name },
    changed,
    ...reason !== undefined && { reason: reason.slice(0, MAX_REASON) },
    ...memo.snapshotUsable && memo.snapshot !== undefined && { snapshot: memo.snapshot },
    ...memo.copies && { copies: memo.copies.filter(({ usable }) => usable).map(({ region, name }) => ({ region, snapshot: name })) },
    ...memo.pruned && { pruned: memo.pruned },
  };
}

/** The result of a run that came to no target. */
export function skippedRun(request: ScheduleRequest, reason: string, now: number): ScheduleResult {
  return { ...common(request, now), result: 'skipped', changed: false, reason };
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
