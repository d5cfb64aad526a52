import type { StoredSchedule } from './state';
import { type Expression, parseExpression } from '../../core/schedule-expressions/expression';

/** When it runs, and from when to when. */
export type Timing = Pick<StoredSchedule, 'enabled' | 'expression' | 'timeZone' | 'startDate' | 'endDate' | 'anchor'>;

export function expressionOf(timing: Timing): Expression {
  return parseExpression(timing.expression, timing.timeZone, timing.startDate ?? timing.anchor);
}

/** The first run after this instant, within the schedule's dates; undefined: none, or it is disabled. */
export function nextRun(timing: Timing, after: number): number | undefined {
  if (!timing.enabled) return undefined;
  const expression = expressionOf(timing);
  if (expression.once) return expression.next(after);
  const next = expression.next(Math.max(after, (timing.startDate ?? 0) - 1));
  return next !== undefined && timing.endDate !== undefined && next >= timing.endDate ? undefined : next;
}
