import { Aws } from 'aws-cdk-lib';
import type { OwnedBy } from '../provider/ownership-conditions';
import { NARROWED_BY_TAG, type Permission } from '../provider/permission';

/** What the function may do to copy snapshots to other regions, and to prune the copies. */
export function snapshotCopyStatements(owned: OwnedBy): Permission[] {
  const COPIES = ['InstanceSnapshot', 'DiskSnapshot'].map((type) => `arn:${Aws.PARTITION}:lightsail:*:${Aws.ACCOUNT_ID}:${type}/*`);
  const OWN_COPIES = `Each schedule has its own list of regions to copy to. ${NARROWED_BY_TAG}`;
  return [
    {
      sid: 'CopySnapshots',
      actions: ['lightsail:CopySnapshot'],
      resources: ['*'],
      wildcardReason: 'AWS lets neither a resource nor tags be named for CopySnapshot. It makes a copy, and changes nothing of the snapshot.',
    },
    {
      sid: 'TagCopies',
      actions: ['lightsail:TagResource'],
      resources: COPIES,
      wildcardReason: OWN_COPIES,
      // A copy is made without tags, so it must be tagged afterwards: only as ours, and only what no stack owns yet.
      conditions: owned.newAsOurs,
    },
    {
      sid: 'DeleteOwnCopies',
      actions: ['lightsail:DeleteInstanceSnapshot', 'lightsail:DeleteDiskSnapshot'],
      resources: COPIES,
      wildcardReason: OWN_COPIES,
      conditions: owned.ours,
    },
  ];
}
