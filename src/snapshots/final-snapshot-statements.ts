import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FINAL_SNAPSHOT_TAG } from './snapshot-contract';
import type { OwnedBy } from '../provider/ownership-conditions';

/**
 * What a final snapshot needs besides a snapshot: to delete its source, and to know that it left the template. Only the
 * sources that a FinalSnapshot tagged can be deleted.
 */
export function finalSnapshotStatements(owned: OwnedBy): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'DeleteSourcesOfFinalSnapshots',
      actions: ['lightsail:DeleteRelationalDatabase', 'lightsail:DeleteInstance', 'lightsail:DeleteDisk'],
      // `/*`: the ARNs end in a UUID that is not known beforehand; the tag is what narrows it.
      resources: ['RelationalDatabase', 'Instance', 'Disk'].map((type) => (
        `arn:${Aws.PARTITION}:lightsail:${Aws.REGION}:${Aws.ACCOUNT_ID}:${type}/*`)),
      conditions: owned.taggedWithStack(FINAL_SNAPSHOT_TAG),
    }),
    new PolicyStatement({
      sid: 'ReadTemplates',
      actions: ['cloudformation:GetTemplate'],
      resources: [owned.stacks],
    }),
  ];
}
