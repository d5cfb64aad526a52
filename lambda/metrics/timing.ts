import { RUN_GRID_SECONDS } from '../../src/metrics/metric-export-contract';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** All runs begin on it, whatever their interval is or was. */
export const GRID = RUN_GRID_SECONDS * 1000;

/** How far back a run looks for the one before it. Whatever was put before that, CloudWatch shows by now. */
export const MEMORY = 2 * HOUR;
