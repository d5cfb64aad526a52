import type { Claims } from './claims';
import type { MetricExportContinuation } from './continuation';
import { claimName, reportName } from './export-event';
import { GRID, MEMORY, MINUTE } from './timing';
import type { MetricExportRequest } from '../../src/metrics/metric-export-contract';
import type { Stacks } from '../aws/cloudformation';

/** The run that took place last. */
export interface RunBefore {
  readonly run: number;
  /** Keys of what was unavailable then, and has been reported. */
  readonly unavailable: readonly string[];
}

export interface RunBeforeProps {
  readonly claims: Claims;
  readonly stacks: Pick<Stacks, 'resource'>;
}

/**
 * Finds the run before, if it is certain that all the time since then is this run's. A claim of the grid's last time is
 * proof. With an older one there may have been runs of another provider in between, whose claims cannot be seen from here:
 * then there is proof only if the schedule has not been changed since.
 */
export async function findRunBefore(request: MetricExportRequest, { claims, stacks }: RunBeforeProps): Promise<RunBefore | undefined> {
  const run = Date.parse(request.ScheduledTime);
  const last = await find(run - GRID);
  if (last) return last;
  const unchangedSince = await scheduleUnchangedSince(request, stacks);
  if (unchangedSince === undefined) return undefined;
  for (let earlier = run - 2 * GRID; earlier >= run - MEMORY && earlier > unchangedSince; earlier -= GRID) {
    const found = await find(earlier);
    if (found) return found;
  }
  return undefined;

  async function find(earlier: number): Promise<RunBefore | undefined> {
    const claim = await claims.find(claimName(request, earlier, 1));
    return claim && { run: earlier, unavailable: await reportedBy(request, earlier, claim, claims) };
  }
}

/** Undefined: not known. A doubt costs an hour's delay, a wrong belief would count twice. */
async function scheduleUnchangedSince({ StackId, LogicalId }: MetricExportRequest, stacks: Pick<Stacks, 'resource'>): Promise<number | undefined> {
  try {
    const schedule = await stacks.resource(StackId, LogicalId);
    // Schedules run within their minute.
    return schedule?.changedAt === undefined ? undefined : schedule.changedAt + MINUTE;
  } catch {
    return undefined;
  }
}

/** What all parts of a run found unavailable. What was to be reported counts only if it is on record that it was. */
async function reportedBy(request: MetricExportRequest, run: number, first: MetricExportContinuation, claims: Claims): Promise<string[]> {
  const reported: string[] = [];
  let last = first;
  let attempted = 0;
  for (let part = 1; ; part++) {
    if (last.reporting.length > attempted) reported.push(...(await claims.find(reportName(request, run, part)))?.unavailable ?? []);
    attempted = last.reporting.length;
    const next = last.left.length > 0 ? await claims.find(claimName(request, run, part + 1)) : undefined;
    if (!next) return [...last.unavailable, ...reported];
    last = next;
  }
}
