import type { Cloud } from '../cloud';
import type { LightsailRecord, SnapshotRecord } from './records';
import { milliseconds, type TimeSpan } from './time-span';
import { lightsailState } from '../services/lightsail/state';

/** A metric of a resource, as its machine would measure it. */
export interface Measurement {
  /** The name of the instance, database or load balancer. */
  readonly resource: string;
  /** Lightsail's name of the metric: `CPUUtilization`. */
  readonly metric: string;
  readonly value: number;
  /** A value every minute from now on, for this long. Default: one value, now. */
  readonly during?: TimeSpan;
}

/** Lightsail in the account: what it holds, and what happens around it. */
export class LocalLightsail {
  /** @internal */
  constructor(private readonly cloud: Cloud, private readonly defaultRegion: string) {}

  /** Everything that Lightsail holds in all regions, oldest first; or only what is of these kinds. */
  resources(...kinds: string[]): LightsailRecord[] {
    const { lightsail } = this.cloud;
    const all = lightsail.regions().flatMap((region) => lightsail.inventory(region).map((item) => ({ ...item, region })));
    return all
      .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
      .map(({ kind, name, region, state, createdAt, tags }) => ({ kind, name, region, state, createdAt, tags: { ...tags } }))
      .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
  }

  /** The snapshots of instances, databases and disks in all regions, oldest first. */
  snapshots(): SnapshotRecord[] {
    const { regions } = lightsailState(this.cloud.account);
    return this.resources('InstanceSnapshot', 'RelationalDatabaseSnapshot', 'DiskSnapshot').map((record) => {
      const { details } = regions[record.region].resources[record.name];
      const source = details.fromInstanceName ?? details.fromRelationalDatabaseName ?? details.fromDiskName;
      return typeof source === 'string' ? { ...record, source } : record;
    });
  }

  /** Lets a resource have values of a metric, so that alarms on it can go off while time passes. */
  measure({ resource, metric, value, during }: Measurement, region = this.defaultRegion): void {
    this.cloud.lightsail.monitoring.measure(region, {
      resourceName: resource, metricName: metric, value, duration: during === undefined ? undefined : milliseconds(during),
    });
  }

  /** Clicks the link in the email by which Lightsail verifies a region's address: before that, alarms notify nobody. */
  verifyEmail(region = this.defaultRegion): void {
    this.cloud.lightsail.monitoring.verify(region);
  }
}
