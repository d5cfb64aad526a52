import type { Account } from '../../../core/account';
import type { ResourceState, StackState } from '../state';
import type { Journal } from './journal';
import type { Provisioner } from './provisioner';
import type { ModelResource } from '../template/model';

/** One deployment or deletion of a stack, under way. */
export interface Run {
  readonly account: Account;
  readonly stack: StackState;
  readonly journal: Journal;
  readonly provisioner: Pick<Provisioner, 'create' | 'update' | 'delete' | 'createOnly'>;
  /** Aborted when a resource fails or a person cancels: nothing new is begun, what is under way is given up. */
  readonly abort: AbortController;
  /** What is left where it is by a deletion, whatever its policy says. */
  readonly retain?: readonly string[];
  /** Why a person cancelled. */
  cancelled?: 'update' | 'delete';
}

/** The names of resources, as the stack's events list them. */
export function failureReason(verb: 'create' | 'update' | 'delete', names: readonly string[]): string {
  return `The following resource(s) failed to ${verb}: [${names.join(', ')}]. `;
}

export function newResource(model: ModelResource, now: number): ResourceState {
  return {
    logicalId: model.logicalId,
    type: model.type,
    properties: {},
    attributes: {},
    status: 'CREATE_IN_PROGRESS',
    changedAt: now,
    dependsOn: [...model.dependsOn],
    deletionPolicy: model.deletionPolicy,
    updateReplacePolicy: model.updateReplacePolicy,
  };
}
