import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from './acknowledgements';

/** A statement of one of the library's policies. */
export interface Permission {
  readonly sid: string;
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
  /**
   * Why `resources` has a wildcard, and what narrows the statement instead. Whoever reviews the policies reads it in
   * docs/permissions.md, and cdk-nag in the app: ASCII, because cdk-nag 2 encodes everything else.
   */
  readonly wildcardReason?: string;
}

/** Begins the reasons of ARNs that no template can know. */
export const CHOSEN_BY_LIGHTSAIL = 'Lightsail chooses the UUID in which the ARN ends;';

/** The reasons that several families have. */
export const NARROWED_BY_TAG = `${CHOSEN_BY_LIGHTSAIL} a condition on the ownership tag narrows this to what the stack owns or makes.`;
export const CREATES_WITH_TAG = 'AWS lets no resource be named for this action; a condition demands the ownership tag on what is made.';
export const READS_TAKE_NO_RESOURCE = 'AWS lets no resource be named for these actions, which only read.';
export const NARROWED_BY_NAMESPACE = 'AWS lets no metric be named for this action; a condition on the namespace narrows it.';
export const ANY_STACK = 'A shared provider serves any stack of its account and Region.';
export const OWN_EXECUTIONS = 'Executions are named by a hash of the request; they belong to the waiter of this provider.';

/** A policy on a role, with the reasons of its wildcards. */
export function policyOf(
  scope: Construct, id: string, kind: 'inline' | 'managed', role: iam.IRole, permissions: readonly Permission[],
): iam.Policy | iam.ManagedPolicy {
  const statements = permissions.map(({ wildcardReason: _, ...statement }) => new iam.PolicyStatement(statement));
  const policy = kind === 'managed'
    ? new iam.ManagedPolicy(scope, id, { roles: [role], statements })
    : new iam.Policy(scope, id, { roles: [role], statements });
  acknowledgeWildcards(policy, permissions);
  return policy;
}
