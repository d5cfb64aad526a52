/**
 * A family of constructs. The provider's function has one IAM policy per family.
 */
export enum LightsailFamily {
  /** `DatabaseSnapshot`, `InstanceSnapshot`, `DiskSnapshot`, `FinalSnapshot`, `DatabaseStopSchedule` with `snapshotBeforeStop`. */
  SNAPSHOTS = 'Snapshots',
  /** Besides SNAPSHOTS: `FinalSnapshot` of a source in the same stack, which the function deletes. */
  FINAL_SNAPSHOTS = 'FinalSnapshots',
  /** `Alarm`, `RecommendedAlarms`. */
  ALARMS = 'Alarms',
  /** Besides ALARMS: alarms with `adoptExisting`. */
  ALARM_ADOPTION = 'AlarmAdoption',
  /** `ContactMethod`. */
  CONTACT_METHODS = 'ContactMethods',
  /** `Distribution`. */
  DISTRIBUTIONS = 'Distributions',
  /** Besides DISTRIBUTIONS: distributions with `adoptExisting`. */
  DISTRIBUTION_ADOPTION = 'DistributionAdoption',
  /** `DistributionCacheReset`. */
  DISTRIBUTION_CACHE_RESETS = 'DistributionCacheResets',
  /** `DatabaseStartSchedule`, `DatabaseStopSchedule`. */
  DATABASE_SCHEDULES = 'DatabaseSchedules',
  /** Besides SNAPSHOTS: `SnapshotSchedule`. */
  SNAPSHOT_SCHEDULES = 'SnapshotSchedules',
  /** Besides SNAPSHOT_SCHEDULES: schedules with `copyTo`. */
  SNAPSHOT_COPIES = 'SnapshotCopies',
  /** `MetricExport`, `LightsailDashboard`. */
  METRICS = 'Metrics',
}
