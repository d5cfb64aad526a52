import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { OwnedBy } from '../provider/ownership-conditions';

/** What the function may do to copy snapshots to other regions, and to prune the copies. */
export function snapshotCopyStatements(owned: OwnedBy): PolicyStatement[] {
  // `*` as the region: each schedule has its own list of regions.
  const COPIES = ['InstanceSnapshot', 'DiskSnapshot'].map((type) => `arn:${Aws.PARTITION}:lightsail:*:${Aws.ACCOUNT_ID}:${type}/*`);
  return [
    new PolicyStatement({
      sid: 'CopySnapshots',
      actions: ['lightsail:CopySnapshot'],
      // `*`: the action takes no resource, and no tags either.
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'TagCopies',
      actions: ['lightsail:TagResource'],
      resources: COPIES,
      // A copy is made without tags, so it must be tagged afterwards: only as ours, and only what no stack owns yet.
      conditions: owned.newAsOurs,
    }),
    new PolicyStatement({
      sid: 'DeleteOwnCopies',
      actions: ['lightsail:DeleteInstanceSnapshot', 'lightsail:DeleteDiskSnapshot'],
      resources: COPIES,
      conditions: owned.ours,
    }),
  ];
}
