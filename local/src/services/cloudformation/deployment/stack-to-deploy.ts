import type { JsonObject } from '../../../core/json';
import type { OutputState } from '../state';

/** What is to be deployed: a stack of a synthesized assembly, or one made up by hand. */
export interface StackToDeploy {
  readonly stackName: string;
  readonly region: string;
  /** Default: whatever account it is deployed to. */
  readonly account?: string;
  readonly template: JsonObject;
  /** As it was written, to be shown as it was. */
  readonly templateBody?: string;
  /** Default: those given the last time, then the template's defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What was given the last time counts no more. */
  readonly exactParameters?: true;
  /** The role with which CloudFormation is to work. Kept and shown; what is made is made without it. */
  readonly roleArn?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly terminationProtection?: boolean;
  /** Where on this machine the assets lie, by `bucket/key`. They are remembered: a later rollback may need them. */
  readonly assets?: Readonly<Record<string, string>>;
}

/** A deployment or a deletion under way. */
export interface Begun {
  readonly stackId: string;
  readonly end: Promise<Outcome>;
}

/** How a deployment or a deletion ended. A refused one (`ValidationError`) has no outcome: it throws, nothing was touched. */
export interface Outcome {
  readonly result: 'deployed' | 'unchanged' | 'deleted' | 'failed' | 'absent';
  /** The stack's status now: `CREATE_COMPLETE`, `UPDATE_ROLLBACK_COMPLETE`, … Absent if there is no such stack. */
  readonly status?: string;
  /** Why it failed, in CloudFormation's words. */
  readonly reason?: string;
  readonly stackId?: string;
  readonly outputs: readonly OutputState[];
}
