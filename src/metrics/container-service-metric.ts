import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import { LightsailMetric } from './lightsail-metric';
import { average, FIVE_MINUTES, type MetricDescription, NO_ALARMS } from './metric-description';
import { MetricResourceType } from './metric-resource-type';
import { MetricUnit } from './metric-unit';
import { resourceNameOf } from '../private/resource-name';

type ContainerServiceMetricName = 'CPUUtilization' | 'MemoryUtilization';

export const CONTAINER_SERVICE_METRICS: Readonly<Record<ContainerServiceMetricName, MetricDescription>> = {
  CPUUtilization: { ...average(MetricUnit.PERCENT, FIVE_MINUTES), noAlarms: NO_ALARMS },
  MemoryUtilization: { ...average(MetricUnit.PERCENT, FIVE_MINUTES), noAlarms: NO_ALARMS },
};

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
   *
   * @param service the container service
   */
  static cpuUtilization(service: lightsail.IContainerRef): ContainerServiceMetric {
    return new ContainerServiceMetric(service, 'CPUUtilization');
  }

  /**
   * The share of the memory that is in use, averaged over the nodes.
   *
   * Unit: percent. Most useful statistic: average (or maximum). A value every five minutes.
   *
   * @param service the container service
   */
  static memoryUtilization(service: lightsail.IContainerRef): ContainerServiceMetric {
    return new ContainerServiceMetric(service, 'MemoryUtilization');
  }

  /**
   * Every metric that Lightsail publishes for a container service.
   *
   * @param service the container service
   */
  static all(service: lightsail.IContainerRef): LightsailMetric[] {
    return (Object.keys(CONTAINER_SERVICE_METRICS) as ContainerServiceMetricName[]).map((name) => new ContainerServiceMetric(service, name));
  }

  private constructor(service: lightsail.IContainerRef, name: ContainerServiceMetricName) {
    super({
      resourceType: MetricResourceType.CONTAINER_SERVICE,
      resource: service,
      resourceName: resourceNameOf(service, service?.containerRef?.serviceName, 'container service'),
      metricName: name,
      ...CONTAINER_SERVICE_METRICS[name],
    });
  }
}
