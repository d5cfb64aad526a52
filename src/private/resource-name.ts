import { Construct, type IConstruct } from 'constructs';
import { refuse } from './refuse';

/** What Lightsail resources are called in messages, and where one can come from. */
const FROM: Readonly<Record<string, string>> = {
  'bucket': 'a CfnBucket, or Bucket.fromBucketName(…)',
  'certificate': 'a CfnCertificate, or Certificate.fromCertificateName(…)',
  'container service': 'a CfnContainer, or ContainerService.fromContainerServiceName(…)',
  'database': 'a CfnDatabase, or Database.fromDatabaseName(…)',
  'disk': 'a CfnDisk, or Disk.fromDiskName(…)',
  'distribution': 'a Distribution, a CfnDistribution, or Distribution.fromDistributionName(…)',
  'instance': 'a CfnInstance, or Instance.fromInstanceName(…)',
  'load balancer': 'a CfnLoadBalancer, or LoadBalancer.fromLoadBalancerName(…)',
};

/**
 * The name by which a resource refers to itself. Languages without types let any construct pass as any other; what else a
 * construct refers to is then undefined.
 */
export function resourceNameOf(resource: IConstruct | undefined, name: string | undefined, kind: string): string {
  if (name !== undefined) return name;
  const isConstruct = Construct.isConstruct(resource);
  return refuse(isConstruct ? resource : undefined, {
    got: isConstruct ? `'${resource.node.id}' as ${kind}` : `${typeof resource === 'string' ? `'${String(resource)}'` : typeof resource} as ${kind}`,
    expected: `a Lightsail ${kind}`,
    fix: `pass ${FROM[kind]}`,
  });
}
