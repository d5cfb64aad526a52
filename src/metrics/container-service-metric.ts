import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import { CONTAINER_SERVICE_METRICS, type ContainerServiceMetricName } from './container-service-metric-names';
import { LightsailMetric } from './lightsail-metric';
import { MetricResourceType } from './metric-resource-type';
import { resourceNameOf } from './resource-name';

/**
 * A metric of a container service.
 *
 * @see https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetContainerServiceMetricData.html
 */
export class ContainerServiceMetric extends LightsailMetric {
  /**
   * The share of the compute units that is in use, averaged over the nodes.
   *
   * Unit: percent. Most useful statistic: average (or maximum). A value every five minutes.
   */
  static cpuUtilization(service: lightsail.IContainerRef): ContainerServiceMetric {
    return new ContainerServiceMetric(service, 'CPUUtilization');
  }

  /**
   * The share of the memory that is in use, averaged over the nodes.
   *
   * Unit: percent. Most useful statistic: average (or maximum). A value every five minutes.
   */
  static memoryUtilization(service: lightsail.IContainerRef): ContainerServiceMetric {
    return new ContainerServiceMetric(service, 'MemoryUtilization');
  }

  /**
   * Every metric that Lightsail has of a container service.
   */
  static all(service: lightsail.IContainerRef): ContainerServiceMetric[] {
    return (Object.keys(CONTAINER_SERVICE_METRICS) as ContainerServiceMetricName[]).map((name) => new ContainerServiceMetric(service, name));
  }

  private constructor(service: lightsail.IContainerRef, name: ContainerServiceMetricName) {
    super({
      resourceType: MetricResourceType.CONTAINER_SERVICE,
      resourceName: resourceNameOf(service, service.containerRef?.serviceName, 'container service'),
      metricName: name,
      ...CONTAINER_SERVICE_METRICS[name],
    });
  }
}
