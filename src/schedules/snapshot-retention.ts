import { type Duration, Token } from 'aws-cdk-lib';
import type { RetentionPolicy } from './schedule-contract';

/**
 * How many snapshots of each tier are kept.
 */
export interface TieredRetention {
  /**
   * For so many of the latest days that have snapshots, the newest one of the day.
   *
   * @default 0
   */
  readonly daily?: number;

  /**
   * For so many of the latest weeks (Monday to Sunday) that have snapshots, the newest one of the week.
   *
   * @default 0
   */
  readonly weekly?: number;

  /**
   * For so many of the latest months that have snapshots, the newest one of the month.
   *
   * @default 0
   */
  readonly monthly?: number;
}

/**
 * Which snapshots of a schedule are kept. All others of the same schedule are pruned, for each source by itself.
 *
 * Whatever the policy says: the newest usable snapshot of a source is never deleted, a snapshot that failed or is not
 * finished does not count, and what the schedule did not make is not looked at.
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
   * Days without a snapshot do not count, so a schedule that rests for a week loses nothing.
   *
   * @param tiers how many of each; at least one tier must have some
   */
  static tiered(tiers: TieredRetention): SnapshotRetention {
    const { daily = 0, weekly = 0, monthly = 0 } = tiers;
    checkNumber('daily', daily, 0);
    checkNumber('weekly', weekly, 0);
    checkNumber('monthly', monthly, 0);
    if (daily === 0 && weekly === 0 && monthly === 0) {
      throw new Error('Got a tiered retention that keeps nothing; expected some of daily, weekly or monthly. '
        + 'To fix it, give at least one tier a number.');
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
