/** How long Lightsail takes, in milliseconds of virtual time. */
export interface Durations {
  readonly databaseCreate: number;
  readonly databaseUpdate: number;
  readonly databaseStart: number;
  readonly databaseStop: number;
  readonly databaseReboot: number;
  readonly databaseDelete: number;
  readonly databaseSnapshot: number;
  /** A database's operation is done this much before its state says so. */
  readonly databaseLag: number;
  readonly instanceCreate: number;
  readonly instanceStart: number;
  readonly instanceStop: number;
  readonly instanceReboot: number;
  readonly instanceDelete: number;
  readonly instanceSnapshot: number;
  readonly diskCreate: number;
  readonly diskAttach: number;
  readonly diskDelete: number;
  readonly diskSnapshot: number;
  readonly snapshotCopy: number;
  readonly loadBalancerCreate: number;
  readonly loadBalancerDelete: number;
  readonly distributionCreate: number;
  readonly distributionUpdate: number;
  readonly distributionDelete: number;
  /** A distribution's operation is done this much before its status says so. */
  readonly distributionLag: number;
  readonly cacheReset: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const DEFAULT_DURATIONS: Durations = {
  databaseCreate: 10 * MINUTE,
  databaseUpdate: 2 * MINUTE,
  databaseStart: 5 * MINUTE,
  databaseStop: 5 * MINUTE,
  databaseReboot: 2 * MINUTE,
  databaseDelete: 3 * MINUTE,
  databaseSnapshot: 5 * MINUTE,
  databaseLag: 10 * SECOND,
  instanceCreate: 45 * SECOND,
  instanceStart: 20 * SECOND,
  instanceStop: 30 * SECOND,
  instanceReboot: 20 * SECOND,
  instanceDelete: 20 * SECOND,
  instanceSnapshot: 4 * MINUTE,
  diskCreate: 20 * SECOND,
  diskAttach: 10 * SECOND,
  diskDelete: 5 * SECOND,
  diskSnapshot: 3 * MINUTE,
  snapshotCopy: 6 * MINUTE,
  loadBalancerCreate: 2 * MINUTE,
  loadBalancerDelete: 30 * SECOND,
  distributionCreate: 5 * MINUTE,
  distributionUpdate: 3 * MINUTE,
  distributionDelete: 2 * MINUTE,
  distributionLag: 20 * SECOND,
  cacheReset: MINUTE,
};

/** Everything is there at once. */
export const NO_DURATIONS = Object.fromEntries(Object.keys(DEFAULT_DURATIONS).map((key) => [key, 0])) as unknown as Durations;
