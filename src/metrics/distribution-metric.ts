import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import { LightsailMetric } from './lightsail-metric';
import { average, type MetricDescription, MINUTE, NO_ALARMS, sum } from './metric-description';
import { MetricResourceType } from './metric-resource-type';
import { MetricUnit } from './metric-unit';
import { resourceNameOf } from '../private/resource-name';

type DistributionMetricName =
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

/**
 * A metric of a distribution. Lightsail keeps it in us-east-1; the export reads it there.
 *
 * @see https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetDistributionMetricData.html
 */
export class DistributionMetric extends LightsailMetric {
  /**
   * How many requests of viewers it received, with all methods, over HTTP and HTTPS.
   *
   * Unit: none. Most useful statistic: sum. A value every minute.
   *
   * @param distribution the distribution
   */
  static requests(distribution: lightsail.IDistributionRef): DistributionMetric {
    return new DistributionMetric(distribution, 'Requests');
  }

  /**
   * How many bytes viewers downloaded with GET, HEAD and OPTIONS.
   *
   * Unit: none, although they are bytes. Most useful statistic: sum. A value every minute.
   *
   * @param distribution the distribution
   */
  static bytesDownloaded(distribution: lightsail.IDistributionRef): DistributionMetric {
    return new DistributionMetric(distribution, 'BytesDownloaded');
  }

  /**
   * How many bytes were uploaded to the origin with POST and PUT.
   *
   * Unit: none, although they are bytes. Most useful statistic: sum. A value every minute.
   *
   * @param distribution the distribution
   */
  static bytesUploaded(distribution: lightsail.IDistributionRef): DistributionMetric {
    return new DistributionMetric(distribution, 'BytesUploaded');
  }

  /**
   * The share of requests that were answered with a 4XX or 5XX status.
   *
   * Unit: percent. Most useful statistic: average. A value every minute.
   *
   * @param distribution the distribution
   */
  static totalErrorRate(distribution: lightsail.IDistributionRef): DistributionMetric {
    return new DistributionMetric(distribution, 'TotalErrorRate');
  }

  /**
   * The share of requests that were answered with a 4XX status: most often an error of the viewer.
   *
   * Unit: percent. Most useful statistic: average. A value every minute.
   *
   * @param distribution the distribution
   */
  static http4xxErrorRate(distribution: lightsail.IDistributionRef): DistributionMetric {
    return new DistributionMetric(distribution, 'Http4xxErrorRate');
  }

  /**
   * The share of requests that were answered with a 5XX status: an error of the origin.
   *
   * Unit: percent. Most useful statistic: average. A value every minute.
   *
   * @param distribution the distribution
   */
  static http5xxErrorRate(distribution: lightsail.IDistributionRef): DistributionMetric {
    return new DistributionMetric(distribution, 'Http5xxErrorRate');
  }

  /**
   * How many requests the web application firewall let pass. AWS documents only its name.
   *
   * Unit: none. Most useful statistic: sum. A value every minute.
   *
   * @param distribution the distribution
   */
  static wafAllowedRequests(distribution: lightsail.IDistributionRef): DistributionMetric {
    return new DistributionMetric(distribution, 'WafAllowedRequests');
  }

  /**
   * How many requests the web application firewall blocked. AWS documents only its name.
   *
   * Unit: none. Most useful statistic: sum. A value every minute.
   *
   * @param distribution the distribution
   */
  static wafBlockedRequests(distribution: lightsail.IDistributionRef): DistributionMetric {
    return new DistributionMetric(distribution, 'WafBlockedRequests');
  }

  /**
   * Every metric that Lightsail publishes for a distribution.
   *
   * @param distribution the distribution
   */
  static all(distribution: lightsail.IDistributionRef): LightsailMetric[] {
    return (Object.keys(DISTRIBUTION_METRICS) as DistributionMetricName[]).map((name) => new DistributionMetric(distribution, name));
  }

  private constructor(distribution: lightsail.IDistributionRef, name: DistributionMetricName) {
    super({
      resourceType: MetricResourceType.DISTRIBUTION,
      resource: distribution,
      resourceName: resourceNameOf(distribution, distribution?.distributionRef?.distributionName, 'distribution'),
      metricName: name,
      ...DISTRIBUTION_METRICS[name],
    });
  }
}
