import { average, type MetricDescription, MINUTE, NO_ALARMS, sum } from './metric-description';
import { MetricUnit } from './metric-unit';

export type DistributionMetricName =
  | 'BytesDownloaded' | 'BytesUploaded' | 'Http4xxErrorRate' | 'Http5xxErrorRate' | 'Requests' | 'TotalErrorRate'
  | 'WafAllowedRequests' | 'WafBlockedRequests';

/** Lightsail documents no granularity; CloudFront, which serves them, has a value every minute. */
export const DISTRIBUTION_METRICS: Readonly<Record<DistributionMetricName, MetricDescription>> = {
  BytesDownloaded: { ...sum(MetricUnit.NONE, MINUTE), noAlarms: NO_ALARMS },
  BytesUploaded: { ...sum(MetricUnit.NONE, MINUTE), noAlarms: NO_ALARMS },
  Http4xxErrorRate: { ...average(MetricUnit.PERCENT, MINUTE), noAlarms: NO_ALARMS },
  Http5xxErrorRate: { ...average(MetricUnit.PERCENT, MINUTE), noAlarms: NO_ALARMS },
  Requests: { ...sum(MetricUnit.NONE, MINUTE), noAlarms: NO_ALARMS },
  TotalErrorRate: { ...average(MetricUnit.PERCENT, MINUTE), noAlarms: NO_ALARMS },
  // Nothing is documented of these two beyond their names: they are requests, so their unit and statistic are those of Requests.
  WafAllowedRequests: { ...sum(MetricUnit.NONE, MINUTE), noAlarms: NO_ALARMS },
  WafBlockedRequests: { ...sum(MetricUnit.NONE, MINUTE), noAlarms: NO_ALARMS },
};
