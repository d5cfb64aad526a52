/**
 * What a call that takes tags makes. AWS does not document whether it asks IAM for TagResource, too, when such a call
 * carries tags: `IamOptions.tagOnCreate` decides it here.
 */
const MADE_BY: Readonly<Record<string, string>> = {
  CreateBucket: 'Bucket',
  CreateCertificate: 'Certificate',
  CreateContactMethod: 'ContactMethod',
  CreateContainerService: 'ContainerService',
  CreateDisk: 'Disk',
  CreateDiskFromSnapshot: 'Disk',
  CreateDiskSnapshot: 'DiskSnapshot',
  CreateDistribution: 'Distribution',
  CreateDomain: 'Domain',
  CreateInstances: 'Instance',
  CreateInstancesFromSnapshot: 'Instance',
  CreateInstanceSnapshot: 'InstanceSnapshot',
  CreateKeyPair: 'KeyPair',
  CreateLoadBalancer: 'LoadBalancer',
  CreateLoadBalancerTlsCertificate: 'LoadBalancerTlsCertificate',
  CreateRelationalDatabase: 'RelationalDatabase',
  CreateRelationalDatabaseFromSnapshot: 'RelationalDatabase',
  CreateRelationalDatabaseSnapshot: 'RelationalDatabaseSnapshot',
  PutAlarm: 'Alarm',
};

/** The type of resource, as ARNs name it, that this call makes with tags. */
export function madeWithTags(operation: string, input: Readonly<Record<string, unknown>>): string | undefined {
  return Array.isArray(input.tags) && input.tags.length > 0 && Object.hasOwn(MADE_BY, operation) ? MADE_BY[operation] : undefined;
}
