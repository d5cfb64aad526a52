import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import { LightsailMetric } from './lightsail-metric';
import { average, type MetricDescription, MINUTE, sum } from './metric-description';
import { MetricResourceType } from './metric-resource-type';
import { MetricUnit } from './metric-unit';
import { resourceNameOf } from '../private/resource-name';

type LoadBalancerMetricName =
  | 'ClientTLSNegotiationErrorCount' | 'HealthyHostCount' | 'UnhealthyHostCount'
  | 'HTTPCode_Instance_2XX_Count' | 'HTTPCode_Instance_3XX_Count' | 'HTTPCode_Instance_4XX_Count' | 'HTTPCode_Instance_5XX_Count'
  | 'HTTPCode_LB_4XX_Count' | 'HTTPCode_LB_5XX_Count'
  | 'InstanceResponseTime' | 'RejectedConnectionCount' | 'RequestCount';

export const LOAD_BALANCER_METRICS: Readonly<Record<LoadBalancerMetricName, MetricDescription>> = {
  ClientTLSNegotiationErrorCount: sum(MetricUnit.COUNT, MINUTE),
  HTTPCode_Instance_2XX_Count: sum(MetricUnit.COUNT, MINUTE),
  HTTPCode_Instance_3XX_Count: sum(MetricUnit.COUNT, MINUTE),
  HTTPCode_Instance_4XX_Count: sum(MetricUnit.COUNT, MINUTE),
  HTTPCode_Instance_5XX_Count: sum(MetricUnit.COUNT, MINUTE),
  HTTPCode_LB_4XX_Count: sum(MetricUnit.COUNT, MINUTE),
  HTTPCode_LB_5XX_Count: sum(MetricUnit.COUNT, MINUTE),
  HealthyHostCount: average(MetricUnit.COUNT, MINUTE),
  InstanceResponseTime: average(MetricUnit.SECONDS, MINUTE),
  RejectedConnectionCount: sum(MetricUnit.COUNT, MINUTE),
  RequestCount: sum(MetricUnit.COUNT, MINUTE),
  UnhealthyHostCount: average(MetricUnit.COUNT, MINUTE),
};

/**
 * A metric of a load balancer.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-viewing-load-balancer-health-metrics.html
 */
export class LoadBalancerMetric extends LightsailMetric {
  /**
   * How many of its instances are healthy.
   *
   * Unit: count. Most useful statistic: average (or minimum, maximum). A value every minute.
   *
   * @param loadBalancer the load balancer
   */
  static healthyHostCount(loadBalancer: lightsail.ILoadBalancerRef): LoadBalancerMetric {
    return new LoadBalancerMetric(loadBalancer, 'HealthyHostCount');
  }

  /**
   * How many of its instances are unhealthy.
   *
   * Unit: count. Most useful statistic: average (or minimum, maximum). A value every minute.
   *
   * @param loadBalancer the load balancer
   */
  static unhealthyHostCount(loadBalancer: lightsail.ILoadBalancerRef): LoadBalancerMetric {
    return new LoadBalancerMetric(loadBalancer, 'UnhealthyHostCount');
  }

  /**
   * How many requests one of its instances answered, over IPv4.
   *
   * Unit: count. Most useful statistic: sum. A value every minute. Its minimum, maximum and average are always 1.
   *
   * @param loadBalancer the load balancer
   */
  static requestCount(loadBalancer: lightsail.ILoadBalancerRef): LoadBalancerMetric {
    return new LoadBalancerMetric(loadBalancer, 'RequestCount');
  }

  /**
   * How many connections it rejected because it had reached its maximum.
   *
   * Unit: count. Most useful statistic: sum. A value every minute.
   *
   * @param loadBalancer the load balancer
   */
  static rejectedConnectionCount(loadBalancer: lightsail.ILoadBalancerRef): LoadBalancerMetric {
    return new LoadBalancerMetric(loadBalancer, 'RejectedConnectionCount');
  }

  /**
   * How many TLS connections of clients failed: no cipher or protocol in common.
   *
   * Unit: count. Most useful statistic: sum. A value every minute.
   *
   * @param loadBalancer the load balancer
   */
  static clientTlsNegotiationErrorCount(loadBalancer: lightsail.ILoadBalancerRef): LoadBalancerMetric {
    return new LoadBalancerMetric(loadBalancer, 'ClientTLSNegotiationErrorCount');
  }

  /**
   * How long its instances take to answer a request.
   *
   * Unit: seconds. Most useful statistic: average. A value every minute.
   *
   * @param loadBalancer the load balancer
   */
  static instanceResponseTime(loadBalancer: lightsail.ILoadBalancerRef): LoadBalancerMetric {
    return new LoadBalancerMetric(loadBalancer, 'InstanceResponseTime');
  }

  /**
   * How many requests it answered itself with a 4XX status: malformed ones, which no instance received.
   *
   * Unit: count. Most useful statistic: sum. A value every minute. Its minimum, maximum and average are always 1.
   *
   * @param loadBalancer the load balancer
   */
  static loadBalancer4xxCount(loadBalancer: lightsail.ILoadBalancerRef): LoadBalancerMetric {
    return new LoadBalancerMetric(loadBalancer, 'HTTPCode_LB_4XX_Count');
  }

  /**
   * How many requests it answered itself with a 5XX status: no instance is healthy, or there are too many requests.
   *
   * Unit: count. Most useful statistic: sum. A value every minute. Its minimum, maximum and average are always 1.
   *
   * @param loadBalancer the load balancer
   */
  static loadBalancer5xxCount(loadBalancer: lightsail.ILoadBalancerRef): LoadBalancerMetric {
    return new LoadBalancerMetric(loadBalancer, 'HTTPCode_LB_5XX_Count');
  }

  /**
   * How many requests its instances answered with a 2XX status.
   *
   * Unit: count. Most useful statistic: sum. A value every minute. Its minimum, maximum and average are always 1.
   *
   * @param loadBalancer the load balancer
   */
  static instance2xxCount(loadBalancer: lightsail.ILoadBalancerRef): LoadBalancerMetric {
    return new LoadBalancerMetric(loadBalancer, 'HTTPCode_Instance_2XX_Count');
  }

  /**
   * How many requests its instances answered with a 3XX status.
   *
   * Unit: count. Most useful statistic: sum. A value every minute. Its minimum, maximum and average are always 1.
   *
   * @param loadBalancer the load balancer
   */
  static instance3xxCount(loadBalancer: lightsail.ILoadBalancerRef): LoadBalancerMetric {
    return new LoadBalancerMetric(loadBalancer, 'HTTPCode_Instance_3XX_Count');
  }

  /**
   * How many requests its instances answered with a 4XX status.
   *
   * Unit: count. Most useful statistic: sum. A value every minute. Its minimum, maximum and average are always 1.
   *
   * @param loadBalancer the load balancer
   */
  static instance4xxCount(loadBalancer: lightsail.ILoadBalancerRef): LoadBalancerMetric {
    return new LoadBalancerMetric(loadBalancer, 'HTTPCode_Instance_4XX_Count');
  }

  /**
   * How many requests its instances answered with a 5XX status.
   *
   * Unit: count. Most useful statistic: sum. A value every minute. Its minimum, maximum and average are always 1.
   *
   * @param loadBalancer the load balancer
   */
  static instance5xxCount(loadBalancer: lightsail.ILoadBalancerRef): LoadBalancerMetric {
    return new LoadBalancerMetric(loadBalancer, 'HTTPCode_Instance_5XX_Count');
  }

  /**
   * Every metric that Lightsail publishes for a load balancer.
   *
   * @param loadBalancer the load balancer
   */
  static all(loadBalancer: lightsail.ILoadBalancerRef): LightsailMetric[] {
    return (Object.keys(LOAD_BALANCER_METRICS) as LoadBalancerMetricName[]).map((name) => new LoadBalancerMetric(loadBalancer, name));
  }

  private constructor(loadBalancer: lightsail.ILoadBalancerRef, name: LoadBalancerMetricName) {
    super({
      resourceType: MetricResourceType.LOAD_BALANCER,
      resource: loadBalancer,
      resourceName: resourceNameOf(loadBalancer, loadBalancer?.loadBalancerRef?.loadBalancerName, 'load balancer'),
      metricName: name,
      ...LOAD_BALANCER_METRICS[name],
    });
  }
}
