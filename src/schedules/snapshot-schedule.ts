import { Duration, type ITaggableV2, Lazy, Stack, TagManager, TagType, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { Construct } from 'constructs';
import { checkTargets } from './database-targets';
import { LightsailSchedule } from './lightsail-schedule';
import type { LightsailScheduleOptions } from './lightsail-schedule-options';
import { ScheduleAction, ScheduleMetricName, type ScheduleRequest, type ScheduleTargetTags } from './schedule-contract';
import { checkHourly } from './schedule-frequency';
import { SnapshotRetention } from './snapshot-retention';
import { checkTargetTags } from './target-tags';
import { timeZoneOf } from './time-zone-of';
import { checkTags, tagProblems } from '../private/checks';
import { checkEnvironment } from '../private/environment-checks';
import { refusalText, refuse } from '../private/refuse';
import { checkClass, checkOptionalChoice } from '../private/untyped-checks';
import { LightsailFamily } from '../provider/family';
import { SnapshotSource } from '../snapshots/snapshot-source';

/**
 * What to do if a snapshot cannot be taken now: the database is stopped, or the source is busy.
 */
export enum WhenUnavailable {
  /** Wait until it can be taken, at most for the schedule's timeout. */
  WAIT = 'wait',
  /** Skip the snapshot this time. */
  SKIP = 'skip',
}

/**
 * Properties of a schedule that takes snapshots.
 */
export interface SnapshotScheduleProps extends LightsailScheduleOptions {
  /**
   * The sources of the snapshots, at most 500. One that fails does not stop the others.
   *
   * @default - those found by tag; at least one way of naming sources is required
   */
  readonly sources?: SnapshotSource[];

  /**
   * All databases of the account and region that carry these tags, at the time of the run. An empty value stands for a
   * tag without a value.
   *
   * @default - none
   */
  readonly databasesByTag?: { [key: string]: string };

  /**
   * All instances that carry these tags, likewise.
   *
   * @default - none
   */
  readonly instancesByTag?: { [key: string]: string };

  /**
   * All disks that carry these tags, likewise.
   *
   * @default - none
   */
  readonly disksByTag?: { [key: string]: string };

  /**
   * Which snapshots of this schedule are kept. The others are pruned after a new one can be used, and only then.
   */
  readonly retention: SnapshotRetention;

  /**
   * Whether the schedule may take more than one snapshot of a source within an hour. Otherwise such a schedule is rejected: it
   * is usually a cron expression without a minute, which takes sixty.
   *
   * @default false
   */
  readonly allowMoreThanHourly?: boolean;

  /**
   * What to do if a snapshot cannot be taken now.
   *
   * @default WhenUnavailable.WAIT
   */
  readonly whenUnavailable?: WhenUnavailable;

  /**
   * Regions to copy each snapshot to. The copies are kept and pruned as the snapshots are. A region where the copy fails does
   * not stop the others, and keeps its last good copies. Copies in a region that is removed from this list are no longer pruned.
   *
   * For instances and disks only: Lightsail cannot copy snapshots of databases.
   *
   * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-copying-snapshots-from-one-region-to-another.html
   * @default - no copies
   */
  readonly copyTo?: string[];

  /**
   * Tags of the snapshots, besides those of `Tags.of(…)`.
   *
   * @default - only those of `Tags.of(…)`
   */
  readonly tags?: { [key: string]: string };
}

/**
 * Takes snapshots on time, and prunes those that it took before.
 *
 * The snapshots are named after their source and the time (UTC). If a source was skipped or failed, nothing of it is pruned.
 * Snapshots that another schedule, another construct or a person took are never touched.
 */
@propertyInjectable
export class SnapshotSchedule extends LightsailSchedule implements ITaggableV2 {
  /** Identifies the class to property injectors (`PropertyInjectors.of(app)`). */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-lightsail.SnapshotSchedule';

  /** The tags, for `Tags.of(…)`. */
  public readonly cdkTagManager: TagManager;

  private readonly request: Pick<ScheduleRequest, 'Targets' | 'TargetTags'>;
  private reportsAge = false;

  constructor(scope: Construct, id: string, props: SnapshotScheduleProps) {
    const { copyTo = [] } = props;
    super(scope, id, {
      ...props,
      families: [LightsailFamily.SNAPSHOTS, LightsailFamily.SNAPSHOT_SCHEDULES, ...copyTo.length > 0 ? [LightsailFamily.SNAPSHOT_COPIES] : []],
    });
    if (props.allowMoreThanHourly !== true) checkHourly(this, props.schedule);
    checkClass(this, 'retention', props.retention, SnapshotRetention, 'SnapshotRetention.count(14)');
    checkOptionalChoice(this, 'whenUnavailable', props.whenUnavailable, 'WhenUnavailable', WhenUnavailable);
    checkTags(this, props.tags);
    this.cdkTagManager = new TagManager(TagType.MAP, 'AWS::Scheduler::Schedule', props.tags);
    this.node.addValidation({ validate: () => tagProblems(this.cdkTagManager.tagValues()).map(refusalText) });
    this.request = targets(this, props);
    checkCopies(this, copyTo, this.request);
    this._schedule('Schedule', {
      Action: ScheduleAction.TAKE_SNAPSHOT,
      ...this.request,
      Retention: props.retention._policy(timeZoneOf(props.schedule)),
      SnapshotTags: Lazy.any({ produce: () => this.cdkTagManager.tagValues() }) as unknown as Record<string, string>,
      CopyTo: copyTo,
      WhenUnavailable: props.whenUnavailable ?? WhenUnavailable.WAIT,
    });
  }

  /**
   * The age of the newest usable snapshot in seconds, of the source where it is oldest; ten years if a source has none. It is
   * reported every hour by a schedule of its own, which the first call of this method adds.
   *
   * An alarm on it that treats missing data as breaching also notices if nothing runs any more.
   *
   * @default - maximum over 1 hour
   * @param props what differs from the default
   */
  metricAge(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    if (!this.reportsAge) {
      this.reportsAge = true;
      // Snapshots grow old on holidays, too.
      const request = { Action: ScheduleAction.REPORT_SNAPSHOT_AGE, ...this.request, Calendars: [] };
      this._schedule('Age', request, scheduler.ScheduleExpression.rate(Duration.hours(1)));
    }
    return this._metric(ScheduleMetricName.AGE, { statistic: cloudwatch.Stats.MAXIMUM, period: Duration.hours(1), ...props });
  }
}

function targets(scope: Construct, props: SnapshotScheduleProps): Pick<ScheduleRequest, 'Targets' | 'TargetTags'> {
  const byTag = [
    { kind: 'database', prop: 'databasesByTag', tags: props.databasesByTag },
    { kind: 'instance', prop: 'instancesByTag', tags: props.instancesByTag },
    { kind: 'disk', prop: 'disksByTag', tags: props.disksByTag },
  ] as const;
  const targetTags: ScheduleTargetTags[] = [];
  for (const { kind, prop, tags } of byTag) {
    if (!tags) continue;
    checkTargetTags(scope, prop, tags);
    targetTags.push({ Kind: kind, Tags: tags });
  }
  for (const source of props.sources ?? []) {
    checkClass(scope, 'sources', source, SnapshotSource, 'SnapshotSource.database(database)');
    checkEnvironment(scope, source._construct);
  }
  const named = (props.sources ?? []).map((source) => ({ Kind: source._kind, Name: source.sourceName }));
  if (!props.sources && targetTags.length === 0) {
    refuse(scope, {
      got: 'neither sources nor databasesByTag, instancesByTag or disksByTag',
      expected: 'at least one of them',
      fix: 'pass the sources of the snapshots',
    });
  }
  if (props.sources) checkTargets(scope, 'sources', named);
  return { Targets: named, TargetTags: targetTags };
}

function checkCopies(scope: Construct, regions: readonly string[], request: Pick<ScheduleRequest, 'Targets' | 'TargetTags'>): void {
  if (regions.length === 0) return;
  const see = 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_CopySnapshot.html';
  if ([...request.Targets, ...request.TargetTags].some(({ Kind }) => Kind === 'database')) {
    refuse(scope, {
      got: 'copyTo for a schedule with databases',
      expected: 'only instances and disks: Lightsail can neither copy nor export snapshots of databases',
      fix: 'give the databases a schedule of their own, without copyTo',
      see,
    });
  }
  const own = regions.find((region) => !Token.isUnresolved(region) && region === Stack.of(scope).region);
  if (own !== undefined) refuse(scope, { got: `the stack's own region '${own}' in copyTo`, expected: 'other regions', fix: 'remove it', see });
  const unknown = regions.find((region) => !Token.isUnresolved(region) && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region));
  if (unknown !== undefined) refuse(scope, { got: `'${unknown}' in copyTo`, expected: "names of regions such as 'eu-west-1'", fix: 'correct it', see });
  const twice = regions.find((region, index) => !Token.isUnresolved(region) && regions.indexOf(region) < index);
  if (twice !== undefined) refuse(scope, { got: `'${twice}' twice in copyTo`, expected: 'each region once', fix: 'remove one of them' });
}
