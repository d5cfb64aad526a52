import { Aws } from 'aws-cdk-lib';
import { FINAL_SNAPSHOT_TAG } from './snapshot-contract';
import type { OwnedBy } from '../provider/ownership-conditions';
import { ANY_STACK, CHOSEN_BY_LIGHTSAIL, type Permission } from '../provider/permission';

/**
 * What a final snapshot needs besides a snapshot: to delete its source, and to know that it left the template. Only the
 * sources that a FinalSnapshot tagged can be deleted.
 */
export function finalSnapshotStatements(owned: OwnedBy): Permission[] {
  return [
    {
      sid: 'DeleteSourcesOfFinalSnapshots',
      actions: ['lightsail:DeleteRelationalDatabase', 'lightsail:DeleteInstance', 'lightsail:DeleteDisk'],
      resources: ['RelationalDatabase', 'Instance', 'Disk'].map((type) => (
        `arn:${Aws.PARTITION}:lightsail:${Aws.REGION}:${Aws.ACCOUNT_ID}:${type}/*`)),
      wildcardReason: `${CHOSEN_BY_LIGHTSAIL} a condition narrows this to what a FinalSnapshot of the stack has tagged as its source.`,
      conditions: owned.taggedWithStack(FINAL_SNAPSHOT_TAG),
    },
    {
      sid: 'ReadTemplates',
      actions: ['cloudformation:GetTemplate'],
      resources: [owned.stacks],
      wildcardReason: ANY_STACK,
    },
  ];
}
