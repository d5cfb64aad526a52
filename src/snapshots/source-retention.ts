import { AspectPriority, Aspects, CfnDeletionPolicy, type CfnResource, type IAspect, RemovalPolicy, Stack, TagManager } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { FINAL_SNAPSHOT_TAG } from './snapshot-contract';
import { refuse } from '../private/refuse';

/** After aspects that change removal policies, before those that only read. */
const PRIORITY = AspectPriority.READONLY - 100;

/**
 * Keeps CloudFormation from deleting a source: its clean-up after an update gives up a Delete that fails three times and
 * goes on, so a Delete that fails cannot protect what is deleted after it. The function deletes the source instead, once
 * the final snapshot can be used. A source that its owner retains is not deleted at all.
 */
export class SourceRetention implements IAspect {
  private isDeletedByFunction?: boolean;

  constructor(private readonly source: CfnResource) {
    Aspects.of(source).add(this, { priority: PRIORITY });
    source.node.addValidation({ validate: () => this.check() });
  }

  visit(node: IConstruct): void {
    if (node === this.source) this.settle();
  }

  /** Whether the function deletes the source. Known once the app has set its removal policies. */
  settle(): boolean {
    return this.isDeletedByFunction ??= this.retain();
  }

  private retain(): boolean {
    const { cfnOptions } = this.source;
    const isRetained = cfnOptions.deletionPolicy !== undefined && cfnOptions.deletionPolicy !== CfnDeletionPolicy.DELETE;
    if (isRetained) {
      cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
      return false;
    }
    this.source.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    TagManager.of(this.source)?.setTag(FINAL_SNAPSHOT_TAG, Stack.of(this.source).stackId);
    return true;
  }

  /** An aspect may have come later. */
  private check(): string[] {
    const { deletionPolicy, updateReplacePolicy } = this.source.cfnOptions;
    const retains = deletionPolicy === CfnDeletionPolicy.RETAIN || deletionPolicy === CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
    if (retains && updateReplacePolicy === CfnDeletionPolicy.RETAIN) return [];
    return refuse(this.source, {
      got: `the DeletionPolicy ${deletionPolicy} and the UpdateReplacePolicy ${updateReplacePolicy} after the FinalSnapshot had set its own`,
      expected: 'policies that retain: CloudFormation would delete the source before its final snapshot is taken',
      fix: 'leave the removal policy to the FinalSnapshot, or set it in an aspect with a lower priority',
      see: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
    });
  }
}
