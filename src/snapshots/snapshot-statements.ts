import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type OwnedBy, tagNewStatement } from '../provider/ownership-conditions';

/**
 * What the function may do for snapshots. Lightsail's ARNs end in a UUID that is not known beforehand, so resources are
 * narrowed by type and by tag, never by name.
 */
export function snapshotStatements(owned: OwnedBy): PolicyStatement[] {
  const SNAPSHOTS = ['RelationalDatabaseSnapshot', 'InstanceSnapshot', 'DiskSnapshot'].map(anyOfType);
  return [
    new PolicyStatement({
      sid: 'ReadSourcesAndSnapshots',
      actions: [
        'lightsail:GetRelationalDatabase', 'lightsail:GetInstance', 'lightsail:GetDisk',
        'lightsail:GetRelationalDatabaseSnapshot', 'lightsail:GetInstanceSnapshot', 'lightsail:GetDiskSnapshot',
        'lightsail:GetRelationalDatabaseSnapshots', 'lightsail:GetInstanceSnapshots', 'lightsail:GetDiskSnapshots',
        'lightsail:GetOperation', 'lightsail:GetOperationsForResource',
      ],
      // `*`: no Get… action of Lightsail takes a resource.
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'CreateDatabaseSnapshots',
      actions: ['lightsail:CreateRelationalDatabaseSnapshot'],
      // `*`: the action takes no resource; the request tag is what narrows it.
      resources: ['*'],
      conditions: owned.createdAsOurs,
    }),
    new PolicyStatement({
      sid: 'CreateInstanceAndDiskSnapshots',
      actions: ['lightsail:CreateInstanceSnapshot', 'lightsail:CreateDiskSnapshot'],
      // The sources are the user's, named by UUID: any instance or disk of this account and region.
      resources: [...['Instance', 'Disk', 'InstanceSnapshot', 'DiskSnapshot'].map(anyOfType)],
      conditions: owned.createdAsOurs,
    }),
    tagNewStatement('TagNewSnapshots', SNAPSHOTS, owned),
    new PolicyStatement({
      sid: 'DeleteOwnSnapshots',
      actions: [
        'lightsail:DeleteRelationalDatabaseSnapshot', 'lightsail:DeleteInstanceSnapshot', 'lightsail:DeleteDiskSnapshot',
      ],
      resources: SNAPSHOTS,
      conditions: owned.ours,
    }),
    new PolicyStatement({
      sid: 'TagOwnSnapshots',
      actions: ['lightsail:TagResource', 'lightsail:UntagResource'],
      resources: SNAPSHOTS,
      conditions: owned.oursTagsKept,
    }),
  ];
}

function anyOfType(type: string): string {
  return `arn:${Aws.PARTITION}:lightsail:${Aws.REGION}:${Aws.ACCOUNT_ID}:${type}/*`;
}
