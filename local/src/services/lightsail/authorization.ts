import { Region } from './region';
import type { ResourceKind, StoredResource } from './state';
import { madeWithTags } from './tag-on-create';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import type { ApiCall } from '../../core/service';

/** Which member names the resource that a permission may be limited to. */
type Target = readonly [kind: ResourceKind, member: string];

/** Operations with resource-level permissions; every other one is allowed on `*` or not at all. */
const TARGETS: Readonly<Record<string, readonly Target[]>> = {
  AttachStaticIp: [['StaticIp', 'staticIpName'], ['Instance', 'instanceName']],
  AttachDisk: [['Disk', 'diskName'], ['Instance', 'instanceName']],
  CreateDiskSnapshot: [['Disk', 'diskName'], ['Instance', 'instanceName']],
  CreateDomainEntry: [['Domain', 'domainName']],
  CreateInstancesFromSnapshot: [['InstanceSnapshot', 'instanceSnapshotName']],
  CreateInstanceSnapshot: [['Instance', 'instanceName']],
  AttachCertificateToDistribution: [['Distribution', 'distributionName']],
  DeleteAlarm: [['Alarm', 'alarmName']],
  DeleteBucket: [['Bucket', 'bucketName']],
  DeleteCertificate: [['Certificate', 'certificateName']],
  DeleteContainerService: [['ContainerService', 'serviceName']],
  DeleteDisk: [['Disk', 'diskName']],
  DeleteDiskSnapshot: [['DiskSnapshot', 'diskSnapshotName']],
  DeleteDistribution: [['Distribution', 'distributionName']],
  DeleteDomain: [['Domain', 'domainName']],
  DeleteDomainEntry: [['Domain', 'domainName']],
  DeleteInstance: [['Instance', 'instanceName']],
  DeleteInstanceSnapshot: [['InstanceSnapshot', 'instanceSnapshotName']],
  DeleteKeyPair: [['KeyPair', 'keyPairName']],
  DeleteLoadBalancer: [['LoadBalancer', 'loadBalancerName']],
  DeleteRelationalDatabase: [['RelationalDatabase', 'relationalDatabaseName']],
  DeleteRelationalDatabaseSnapshot: [['RelationalDatabaseSnapshot', 'relationalDatabaseSnapshotName']],
  DetachCertificateFromDistribution: [['Distribution', 'distributionName']],
  DetachDisk: [['Disk', 'diskName']],
  DetachStaticIp: [['StaticIp', 'staticIpName']],
  PutAlarm: [['Alarm', 'alarmName']],
  RebootInstance: [['Instance', 'instanceName']],
  RebootRelationalDatabase: [['RelationalDatabase', 'relationalDatabaseName']],
  ReleaseStaticIp: [['StaticIp', 'staticIpName']],
  ResetDistributionCache: [['Distribution', 'distributionName']],
  SetIpAddressType: [['Distribution', 'resourceName']],
  StartInstance: [['Instance', 'instanceName']],
  StartRelationalDatabase: [['RelationalDatabase', 'relationalDatabaseName']],
  StopInstance: [['Instance', 'instanceName']],
  StopRelationalDatabase: [['RelationalDatabase', 'relationalDatabaseName']],
  TestAlarm: [['Alarm', 'alarmName']],
  UpdateDomainEntry: [['Domain', 'domainName']],
  UpdateDistribution: [['Distribution', 'distributionName']],
  UpdateDistributionBundle: [['Distribution', 'distributionName']],
  UpdateRelationalDatabase: [['RelationalDatabase', 'relationalDatabaseName']],
};

/** What IAM is asked for a call: before the service has looked at it, so nothing here relies on its being right. */
export function authorizationRequests(account: Account, call: ApiCall): AuthorizationRequest[] {
  const region = new Region(account, call.region);
  const action = `lightsail:${call.operation}`;
  const requestContext = contextOfRequest(call.input);
  const request = (resource: string, found?: StoredResource): AuthorizationRequest =>
    ({ action, resource, context: { ...contextOfResource(found), ...requestContext } });

  if (call.operation === 'TagResource' || call.operation === 'UntagResource') {
    const name = asText(call.input.resourceName);
    const found = Object.hasOwn(region.state.resources, name) ? region.state.resources[name] : undefined;
    return [request(found?.arn ?? asText(call.input.resourceArn ?? `arn:aws:lightsail:${call.region}:${account.id}:*/*`), found)];
  }
  const requests = (TARGETS[call.operation] ?? [])
    .filter(([, member]) => call.input[member] !== undefined)
    .map(([kind, member]) => {
      const found = region.find(kind, asText(call.input[member]));
      return request(found?.arn ?? `arn:aws:lightsail:${call.region}:${account.id}:${kind}/*`, found);
    });
  if (requests.length === 0) requests.push(request('*'));
  const made = madeWithTags(call.operation, call.input);
  if (made === undefined) return requests;
  // Only PutAlarm may mean something that exists.
  const existing = call.operation === 'PutAlarm' ? region.find('Alarm', asText(call.input.alarmName)) : undefined;
  const tagged = request(existing?.arn ?? `arn:aws:lightsail:${call.region}:${account.id}:${made}/*`, existing);
  return [...requests, { ...tagged, action: 'lightsail:TagResource', tagOnCreate: true }];
}

function contextOfResource(resource: StoredResource | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(resource?.tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value ?? '']));
}

function contextOfRequest(input: Readonly<Record<string, unknown>>): Record<string, string | string[]> {
  const context: Record<string, string | string[]> = {};
  const tags = (Array.isArray(input.tags) ? input.tags : []) as Array<{ key?: unknown; value?: unknown } | null>;
  for (const tag of tags) if (tag?.key !== undefined) context[`aws:RequestTag/${asText(tag.key)}`] = asText(tag.value ?? '');
  const keys = Array.isArray(input.tagKeys) ? input.tagKeys : tags.map((tag) => tag?.key);
  if (keys.length > 0) context['aws:TagKeys'] = keys.map(asText);
  return context;
}

/** A text for whatever the caller has sent: not every object can be made one by `String`. */
function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
