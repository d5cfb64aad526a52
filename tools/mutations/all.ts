import { alarmMutations } from './list/alarms';
import { cloudFormationMutations } from './list/cloudformation';
import { distributionMutations } from './list/distributions';
import { engineMutations } from './list/engine';
import { metricMutations } from './list/metrics';
import { ownershipMutations } from './list/ownership';
import { policyMutations } from './list/policies';
import { scheduleMutations } from './list/schedules';
import { snapshotMutations } from './list/snapshots';
import type { Mutation } from './mutation';

/** Every deliberate bug. Another one is another entry of the list of its part. */
export const MUTATIONS: readonly Mutation[] = [
  ...engineMutations,
  ...ownershipMutations,
  ...cloudFormationMutations,
  ...snapshotMutations,
  ...alarmMutations,
  ...distributionMutations,
  ...scheduleMutations,
  ...metricMutations,
  ...policyMutations,
];
