import { type Duration, Token } from 'aws-cdk-lib';
import type { RetentionPolicy } from './schedule-contract';

/**
 * How many snapshots of each tier are kept.
 */
export interface TieredRetention {
  /**
   * How many days: of each of the latest days that have snapshots, the newest one is kept.
   *
   * @default 0
   */
  readonly daily?: number;

  /**
   * How many weeks (Monday to Sunday): of each of the latest weeks that have snapshots, the newest one is kept.
   *
   * @default 0
   */
  readonly weekly?: number;

  /**
   * How many months: of each of the latest months that have snapshots, the newest one is kept.
   *
   * @default 0
   */
  readonly monthly?: number;
}

/**
 * Which snapshots of a schedule are kept. All others of the same schedule are pruned, separately for each source.
 *
 * Whatever the policy says: the newest usable snapshot of a source is never deleted, failed and unfinished snapshots do not
 * count, and snapshots that the schedule did not take are not touched.
 */
export class SnapshotRetention {
  /**
   * Keeps the newest snapshots.
   *
   * @param count how many, 1 or more
   */
  static count(count: number): SnapshotRetention {
    checkNumber('count', count, 1);
    return new SnapshotRetention(() => ({ Type: 'count', Count: count }));
  }

  /**
   * Keeps the snapshots that are not older than this, and the newest one.
   *
   * @param age a minute or more
   */
  static age(age: Duration): SnapshotRetention {
    if (!age.isUnresolved()) checkNumber('age in seconds', age.toSeconds(), 60);
    return new SnapshotRetention(() => ({ Type: 'age', Seconds: age.toSeconds() }));
  }

  /**
   * Keeps fewer snapshots the older they get. A snapshot may serve in several tiers. Days, weeks and months are those of
   * the schedule's time zone.
   *
   * Days without a snapshot do not count, so a schedule that pauses for a week loses nothing.
   *
   * @param tiers how many of each; at least one must be more than 0
   */
  static tiered(tiers: TieredRetention): SnapshotRetention {
    const { daily = 0, weekly = 0, monthly = 0 } = tiers;
    checkNumber('daily', daily, 0);
    checkNumber('weekly', weekly, 0);
    checkNumber('monthly', monthly, 0);
    if (daily === 0 && weekly === 0 && monthly === 0) {
      throw new Error('Got a tiered retention that keeps nothing; expected some of daily, weekly or monthly. '
        + 'To fix it, set at least one of them to 1 or more.');
    }
    return new SnapshotRetention((timeZone) => ({ Type: 'tiered', Daily: daily, Weekly: weekly, Monthly: monthly, TimeZone: timeZone }));
  }

  private constructor(
    /** @internal */
    readonly _policy: (timeZone: string) => RetentionPolicy,
  ) {}
}

function checkNumber(name: string, value: number, min: number): void {
  if (Token.isUnresolved(value) || (Number.isInteger(value) && value >= min)) return;
  throw new Error(`Got ${value} as ${name} of a snapshot retention; expected a whole number of ${min} or more. To fix it, choose such a number.`);
}
