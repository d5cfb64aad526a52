import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import { LightsailMetric } from './lightsail-metric';
import { average, type MetricDescription, MINUTE, sum } from './metric-description';
import { MetricResourceType } from './metric-resource-type';
import { MetricStatistic } from './metric-statistic';
import { MetricUnit } from './metric-unit';
import { resourceNameOf } from '../private/resource-name';

type DatabaseMetricName =
  | 'CPUUtilization' | 'DatabaseConnections' | 'DiskQueueDepth' | 'FreeStorageSpace' | 'FreeableMemory'
  | 'NetworkReceiveThroughput' | 'NetworkTransmitThroughput' | 'SwapUsage';

export const DATABASE_METRICS: Readonly<Record<DatabaseMetricName, MetricDescription>> = {
  CPUUtilization: average(MetricUnit.PERCENT, MINUTE),
  DatabaseConnections: { unit: MetricUnit.COUNT, statistic: MetricStatistic.MAXIMUM, period: MINUTE },
  DiskQueueDepth: sum(MetricUnit.COUNT, MINUTE),
  FreeStorageSpace: sum(MetricUnit.BYTES, MINUTE),
  // Nothing is documented of these two beyond their names: unit and statistic are those of the same metrics in Amazon RDS.
  FreeableMemory: average(MetricUnit.BYTES, MINUTE),
  NetworkReceiveThroughput: average(MetricUnit.BYTES_PER_SECOND, MINUTE),
  NetworkTransmitThroughput: average(MetricUnit.BYTES_PER_SECOND, MINUTE),
  SwapUsage: average(MetricUnit.BYTES, MINUTE),
};

/**
 * A metric of a database.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-viewing-database-health-metrics.html
 */
export class DatabaseMetric extends LightsailMetric {
  /**
   * The share of the CPU that is in use.
   *
   * Unit: percent. Most useful statistic: average (or maximum). A value every minute.
   *
   * @param database the database
   */
  static cpuUtilization(database: lightsail.IDatabaseRef): DatabaseMetric {
    return new DatabaseMetric(database, 'CPUUtilization');
  }

  /**
   * How many connections are in use.
   *
   * Unit: count. Most useful statistic: maximum (or sum). A value every minute.
   *
   * @param database the database
   */
  static databaseConnections(database: lightsail.IDatabaseRef): DatabaseMetric {
    return new DatabaseMetric(database, 'DatabaseConnections');
  }

  /**
   * How many reads and writes wait for the disk.
   *
   * Unit: count. Most useful statistic: sum. A value every minute.
   *
   * @param database the database
   */
  static diskQueueDepth(database: lightsail.IDatabaseRef): DatabaseMetric {
    return new DatabaseMetric(database, 'DiskQueueDepth');
  }

  /**
   * The storage that is left. A database without free storage stops.
   *
   * Unit: bytes. Most useful statistic: sum. A value every minute.
   *
   * @param database the database
   */
  static freeStorageSpace(database: lightsail.IDatabaseRef): DatabaseMetric {
    return new DatabaseMetric(database, 'FreeStorageSpace');
  }

  /**
   * The memory that is left. Lightsail documents only its name; see FreeableMemory of Amazon RDS.
   *
   * Unit: bytes. Most useful statistic: average. A value every minute.
   *
   * @param database the database
   */
  static freeableMemory(database: lightsail.IDatabaseRef): DatabaseMetric {
    return new DatabaseMetric(database, 'FreeableMemory');
  }

  /**
   * The incoming traffic, that of monitoring and replication included.
   *
   * Unit: bytes a second. Most useful statistic: average. A value every minute.
   *
   * @param database the database
   */
  static networkReceiveThroughput(database: lightsail.IDatabaseRef): DatabaseMetric {
    return new DatabaseMetric(database, 'NetworkReceiveThroughput');
  }

  /**
   * The outgoing traffic, that of monitoring and replication included.
   *
   * Unit: bytes a second. Most useful statistic: average. A value every minute.
   *
   * @param database the database
   */
  static networkTransmitThroughput(database: lightsail.IDatabaseRef): DatabaseMetric {
    return new DatabaseMetric(database, 'NetworkTransmitThroughput');
  }

  /**
   * The swap space in use. Lightsail documents only its name; see SwapUsage of Amazon RDS.
   *
   * Unit: bytes. Most useful statistic: average. A value every minute.
   *
   * @param database the database
   */
  static swapUsage(database: lightsail.IDatabaseRef): DatabaseMetric {
    return new DatabaseMetric(database, 'SwapUsage');
  }

  /**
   * Every metric that Lightsail publishes for a database.
   *
   * @param database the database
   */
  static all(database: lightsail.IDatabaseRef): LightsailMetric[] {
    return (Object.keys(DATABASE_METRICS) as DatabaseMetricName[]).map((name) => new DatabaseMetric(database, name));
  }

  private constructor(database: lightsail.IDatabaseRef, name: DatabaseMetricName) {
    super({
      resourceType: MetricResourceType.DATABASE,
      resource: database,
      resourceName: resourceNameOf(database, database?.databaseRef?.relationalDatabaseName, 'database'),
      metricName: name,
      ...DATABASE_METRICS[name],
    });
  }
}
