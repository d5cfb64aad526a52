import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import { LightsailMetric } from './lightsail-metric';
import { average, DAY, type MetricDescription, NO_ALARMS } from './metric-description';
import { MetricResourceType } from './metric-resource-type';
import { MetricStatistic } from './metric-statistic';
import { MetricUnit } from './metric-unit';
import { resourceNameOf } from '../private/resource-name';

type BucketMetricName = 'BucketSizeBytes' | 'NumberOfObjects';

export const BUCKET_METRICS: Readonly<Record<BucketMetricName, MetricDescription>> = {
  BucketSizeBytes: { unit: MetricUnit.BYTES, statistic: MetricStatistic.MAXIMUM, period: DAY, noAlarms: NO_ALARMS },
  NumberOfObjects: { ...average(MetricUnit.COUNT, DAY), noAlarms: NO_ALARMS },
};

/**
 * A metric of a bucket.
 *
 * @see https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetBucketMetricData.html
 */
export class BucketMetric extends LightsailMetric {
  /**
   * How much is stored: all objects with their versions, and the parts of uploads that were not completed.
   *
   * Unit: bytes. Most useful statistic: maximum. A value a day.
   *
   * @param bucket the bucket
   */
  static bucketSizeBytes(bucket: lightsail.IBucketRef): BucketMetric {
    return new BucketMetric(bucket, 'BucketSizeBytes');
  }

  /**
   * How many objects there are: with their versions, and the parts of uploads that were not completed.
   *
   * Unit: count. Most useful statistic: average. A value a day.
   *
   * @param bucket the bucket
   */
  static numberOfObjects(bucket: lightsail.IBucketRef): BucketMetric {
    return new BucketMetric(bucket, 'NumberOfObjects');
  }

  /**
   * Every metric that Lightsail publishes for a bucket.
   *
   * @param bucket the bucket
   */
  static all(bucket: lightsail.IBucketRef): LightsailMetric[] {
    return (Object.keys(BUCKET_METRICS) as BucketMetricName[]).map((name) => new BucketMetric(bucket, name));
  }

  private constructor(bucket: lightsail.IBucketRef, name: BucketMetricName) {
    super({
      resourceType: MetricResourceType.BUCKET,
      resource: bucket,
      resourceName: resourceNameOf(bucket, bucket?.bucketRef?.bucketName, 'bucket'),
      metricName: name,
      ...BUCKET_METRICS[name],
    });
  }
}
