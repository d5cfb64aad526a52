import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import { LightsailMetric } from './lightsail-metric';
import { average, FIVE_MINUTES, type MetricDescription, MINUTE, sum } from './metric-description';
import { MetricResourceType } from './metric-resource-type';
import { MetricUnit } from './metric-unit';
import { resourceNameOf } from '../private/resource-name';

type InstanceMetricName =
  | 'BurstCapacityPercentage' | 'BurstCapacityTime' | 'CPUUtilization'
  | 'DiskQueueLength' | 'DiskReadBytes' | 'DiskReadOps' | 'DiskTotalReadTime' | 'DiskTotalWriteTime' | 'DiskWriteBytes' | 'DiskWriteOps'
  | 'MetadataNoToken' | 'NetworkIn' | 'NetworkOut'
  | 'StatusCheckFailed' | 'StatusCheckFailed_Instance' | 'StatusCheckFailed_System';

export const INSTANCE_METRICS: Readonly<Record<InstanceMetricName, MetricDescription>> = {
  BurstCapacityPercentage: average(MetricUnit.PERCENT, FIVE_MINUTES),
  BurstCapacityTime: average(MetricUnit.SECONDS, FIVE_MINUTES),
  CPUUtilization: average(MetricUnit.PERCENT, FIVE_MINUTES),
  DiskQueueLength: average(MetricUnit.COUNT, FIVE_MINUTES),
  DiskReadBytes: sum(MetricUnit.BYTES, FIVE_MINUTES),
  DiskReadOps: sum(MetricUnit.COUNT, FIVE_MINUTES),
  DiskTotalReadTime: average(MetricUnit.SECONDS, FIVE_MINUTES),
  DiskTotalWriteTime: average(MetricUnit.SECONDS, FIVE_MINUTES),
  DiskWriteBytes: sum(MetricUnit.BYTES, FIVE_MINUTES),
  DiskWriteOps: sum(MetricUnit.COUNT, FIVE_MINUTES),
  MetadataNoToken: {
    ...sum(MetricUnit.COUNT, FIVE_MINUTES),
    noAlarms: 'Lightsail publishes it, but PutAlarm does not take it: its list of metric names lacks MetadataNoToken',
  },
  NetworkIn: sum(MetricUnit.BYTES, FIVE_MINUTES),
  NetworkOut: sum(MetricUnit.BYTES, FIVE_MINUTES),
  StatusCheckFailed: sum(MetricUnit.COUNT, MINUTE),
  StatusCheckFailed_Instance: sum(MetricUnit.COUNT, MINUTE),
  StatusCheckFailed_System: sum(MetricUnit.COUNT, MINUTE),
};

/**
 * A metric of an instance.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-resource-health-metrics.html
 */
export class InstanceMetric extends LightsailMetric {
  /**
   * The share of the allocated compute units that is in use.
   *
   * Unit: percent. Most useful statistic: average (or maximum). A value every five minutes.
   *
   * @param instance the instance
   */
  static cpuUtilization(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'CPUUtilization');
  }

  /**
   * The share of the burst capacity that is left. At 0 the CPU is held at the plan's baseline.
   *
   * Unit: percent. Most useful statistic: average (or maximum). A value every five minutes.
   *
   * @param instance the instance
   */
  static burstCapacityPercentage(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'BurstCapacityPercentage');
  }

  /**
   * How long the instance can still burst at full CPU utilization.
   *
   * Unit: seconds. Most useful statistic: average (or maximum). A value every five minutes.
   *
   * @param instance the instance
   */
  static burstCapacityTime(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'BurstCapacityTime');
  }

  /**
   * 1 for each minute in which the instance failed its own status check or the system's, else 0.
   *
   * Unit: count. Most useful statistic: sum. A value every minute.
   *
   * @param instance the instance
   */
  static statusCheckFailed(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'StatusCheckFailed');
  }

  /**
   * 1 for each minute in which the instance failed its own status check, else 0: its operating system or network is at fault.
   *
   * Unit: count. Most useful statistic: sum. A value every minute.
   *
   * @param instance the instance
   */
  static statusCheckFailedInstance(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'StatusCheckFailed_Instance');
  }

  /**
   * 1 for each minute in which the system below the instance failed its status check, else 0: AWS is at fault.
   *
   * Unit: count. Most useful statistic: sum. A value every minute.
   *
   * @param instance the instance
   */
  static statusCheckFailedSystem(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'StatusCheckFailed_System');
  }

  /**
   * The bytes that all network interfaces received.
   *
   * Unit: bytes. Most useful statistic: sum. A value every five minutes. Divide it by 300 for bytes a second.
   *
   * @param instance the instance
   */
  static networkIn(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'NetworkIn');
  }

  /**
   * The bytes that all network interfaces sent.
   *
   * Unit: bytes. Most useful statistic: sum. A value every five minutes. Divide it by 300 for bytes a second.
   *
   * @param instance the instance
   */
  static networkOut(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'NetworkOut');
  }

  /**
   * How many reads and writes wait for the system disk. Attached disks are not included.
   *
   * Unit: count. Most useful statistic: average. A value every five minutes.
   *
   * @param instance the instance
   */
  static diskQueueLength(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'DiskQueueLength');
  }

  /**
   * How many reads the system disk completed. Attached disks are not included.
   *
   * Unit: count. Most useful statistic: sum. A value every five minutes.
   *
   * @param instance the instance
   */
  static diskReadOps(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'DiskReadOps');
  }

  /**
   * How many writes the system disk completed. Attached disks are not included.
   *
   * Unit: count. Most useful statistic: sum. A value every five minutes.
   *
   * @param instance the instance
   */
  static diskWriteOps(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'DiskWriteOps');
  }

  /**
   * The bytes read from the system disk. Attached disks are not included.
   *
   * Unit: bytes. Most useful statistic: sum. A value every five minutes.
   *
   * @param instance the instance
   */
  static diskReadBytes(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'DiskReadBytes');
  }

  /**
   * The bytes written to the system disk. Attached disks are not included.
   *
   * Unit: bytes. Most useful statistic: sum. A value every five minutes.
   *
   * @param instance the instance
   */
  static diskWriteBytes(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'DiskWriteBytes');
  }

  /**
   * How long all completed reads of the system disk took together. Attached disks are not included.
   *
   * Unit: seconds. Most useful statistic: average. A value every five minutes.
   *
   * @param instance the instance
   */
  static diskTotalReadTime(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'DiskTotalReadTime');
  }

  /**
   * How long all completed writes to the system disk took together. Attached disks are not included.
   *
   * Unit: seconds. Most useful statistic: average. A value every five minutes.
   *
   * @param instance the instance
   */
  static diskTotalWriteTime(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'DiskTotalWriteTime');
  }

  /**
   * How often the instance metadata service was read without a token (IMDSv1).
   *
   * Lightsail has no alarms for this metric. Unit: count. Most useful statistic: sum. A value every five minutes.
   *
   * @param instance the instance
   */
  static metadataNoToken(instance: lightsail.IInstanceRef): InstanceMetric {
    return new InstanceMetric(instance, 'MetadataNoToken');
  }

  /**
   * Every metric that Lightsail publishes for an instance.
   *
   * @param instance the instance
   */
  static all(instance: lightsail.IInstanceRef): LightsailMetric[] {
    return (Object.keys(INSTANCE_METRICS) as InstanceMetricName[]).map((name) => new InstanceMetric(instance, name));
  }

  private constructor(instance: lightsail.IInstanceRef, name: InstanceMetricName) {
    super({
      resourceType: MetricResourceType.INSTANCE,
      resource: instance,
      resourceName: resourceNameOf(instance, instance?.instanceRef?.instanceName, 'instance'),
      metricName: name,
      ...INSTANCE_METRICS[name],
    });
  }
}
