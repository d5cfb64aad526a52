import { average, DAY, type MetricDescription, NO_ALARMS } from './metric-description';
import { MetricStatistic } from './metric-statistic';
import { MetricUnit } from './metric-unit';

export type BucketMetricName = 'BucketSizeBytes' | 'NumberOfObjects';

export const BUCKET_METRICS: Readonly<Record<BucketMetricName, MetricDescription>> = {
  BucketSizeBytes: { unit: MetricUnit.BYTES, statistic: MetricStatistic.MAXIMUM, period: DAY, noAlarms: NO_ALARMS },
  NumberOfObjects: { ...average(MetricUnit.COUNT, DAY), noAlarms: NO_ALARMS },
};
