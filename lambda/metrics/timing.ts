import { CLAIM_LIMIT_SECONDS, RUN_GRID_SECONDS } from '../../src/metrics/metric-export-contract';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** All runs begin on it, whatever their interval is or was. */
export const GRID = RUN_GRID_SECONDS * SECOND;

/** How far back a run looks for the one before it, and so how long an outage may be that is made up for. */
export const MEMORY = 10 * HOUR;

/** The claim itself takes some seconds: no other run may begin before it is certain. */
export const CLAIM_LIMIT = CLAIM_LIMIT_SECONDS * SECOND;
/** What a run has not done by then is left to a later look: half an hour must pass until that one. */
export const PARTS_LIMIT = 15 * MINUTE;
/** Of the two minutes that an invocation has. */
export const READING_LIMIT = MINUTE;
/** Likewise: for reading and for the tries to make the claim. The rest is for putting. */
export const CLAIMING_LIMIT = 95 * SECOND;
/** A fresh IAM policy takes a while to spread: what is denied for longer than this is denied for good. */
export const DENIAL_LIMIT = 2 * MINUTE;
