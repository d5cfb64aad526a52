import type { IConstruct } from 'constructs';
import { refuse } from '../private/refuse';

/** The name that a metric's resource refers to itself by. Languages without types let any construct pass as any other. */
export function resourceNameOf(resource: IConstruct, name: string | undefined, kind: string): string {
  return name ?? refuse(resource, {
    got: `'${resource.node.id}' as ${kind} of a metric`,
    expected: `a Lightsail ${kind}`,
    fix: 'take the metric from the class that fits: InstanceMetric, DatabaseMetric, LoadBalancerMetric, DistributionMetric, BucketMetric or '
      + 'ContainerServiceMetric',
    see: 'https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-resource-health-metrics.html',
  });
}
