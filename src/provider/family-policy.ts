import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IDependable } from 'constructs';
import { LightsailFamily } from './family';
import { type Permission, policyOf } from './permission';

/**
 * Families whose policy is a managed one. A role's inline policies hold 10,240 characters together, and a stack's name is
 * in nearly every condition; a managed policy holds 6,144 of its own, but a role takes ten only.
 *
 * So the large families are managed, the small ones inline. test/provider/policy-sizes.test.ts says how much room is left
 * of both, and fails when a new family takes too much of it.
 */
const MANAGED_FAMILIES: ReadonlySet<LightsailFamily> = new Set([
  LightsailFamily.SNAPSHOTS,
  LightsailFamily.ALARMS,
  LightsailFamily.CONTACT_METHODS,
  LightsailFamily.DISTRIBUTIONS,
  LightsailFamily.DATABASE_SCHEDULES,
]);

/**
 * A policy of its own for a family, not statements added to one: when a family's last construct leaves the template, its
 * policy goes after it, and until then it may still delete what it made.
 *
 * A managed policy has no name of ours, so that CAPABILITY_IAM is enough to deploy it. Its id is not that of an inline
 * policy: CloudFormation does not change a resource's type, and a family that outgrows its place moves to the other.
 */
export function familyPolicy(scope: Construct, family: LightsailFamily, role: iam.IRole, permissions: readonly Permission[]): IDependable {
  return MANAGED_FAMILIES.has(family)
    ? policyOf(scope, `${family}ManagedPolicy`, 'managed', role, permissions)
    : policyOf(scope, `${family}Policy`, 'inline', role, permissions);
}
