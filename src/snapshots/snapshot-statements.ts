import { Aws } from 'aws-cdk-lib';
import { type OwnedBy, tagNewStatement } from '../provider/ownership-conditions';
import { CREATES_WITH_TAG, NARROWED_BY_TAG, type Permission, READS_TAKE_NO_RESOURCE } from '../provider/permission';

/**
 * What the function may do for snapshots. Lightsail's ARNs end in a UUID that is not known beforehand, so resources are
 * narrowed by type and by tag, never by name.
 */
export function snapshotStatements(owned: OwnedBy): Permission[] {
  const SNAPSHOTS = ['RelationalDatabaseSnapshot', 'InstanceSnapshot', 'DiskSnapshot'].map(anyOfType);
  return [
    {
      sid: 'ReadSourcesAndSnapshots',
      actions: [
        'lightsail:GetRelationalDatabase', 'lightsail:GetInstance', 'lightsail:GetDisk',
        'lightsail:GetRelationalDatabaseSnapshot', 'lightsail:GetInstanceSnapshot', 'lightsail:GetDiskSnapshot',
        'lightsail:GetRelationalDatabaseSnapshots', 'lightsail:GetInstanceSnapshots', 'lightsail:GetDiskSnapshots',
        'lightsail:GetOperation', 'lightsail:GetOperationsForResource',
      ],
      resources: ['*'],
      wildcardReason: READS_TAKE_NO_RESOURCE,
    },
    {
      sid: 'CreateDatabaseSnapshots',
      actions: ['lightsail:CreateRelationalDatabaseSnapshot'],
      resources: ['*'],
      wildcardReason: CREATES_WITH_TAG,
      conditions: owned.createdAsOurs,
    },
    {
      sid: 'CreateInstanceAndDiskSnapshots',
      actions: ['lightsail:CreateInstanceSnapshot', 'lightsail:CreateDiskSnapshot'],
      resources: ['Instance', 'Disk'].map(anyOfType),
      wildcardReason: 'Any instance or disk may be snapshotted. The snapshot must get the ownership tag, and nothing of its source changes.',
      conditions: owned.createdAsOurs,
    },
    tagNewStatement('TagNewSnapshots', SNAPSHOTS, owned),
    {
      sid: 'DeleteOwnSnapshots',
      actions: [
        'lightsail:DeleteRelationalDatabaseSnapshot', 'lightsail:DeleteInstanceSnapshot', 'lightsail:DeleteDiskSnapshot',
      ],
      resources: SNAPSHOTS,
      wildcardReason: NARROWED_BY_TAG,
      conditions: owned.ours,
    },
    {
      sid: 'TagOwnSnapshots',
      actions: ['lightsail:TagResource', 'lightsail:UntagResource'],
      resources: SNAPSHOTS,
      wildcardReason: NARROWED_BY_TAG,
      conditions: owned.oursTagsKept,
    },
  ];
}

function anyOfType(type: string): string {
  return `arn:${Aws.PARTITION}:lightsail:${Aws.REGION}:${Aws.ACCOUNT_ID}:${type}/*`;
}
