import { createPlan } from './create-plan';
import { deletePlan } from './delete-plan';
import type { SnapshotDependencies } from './snapshot-api';
import { decodeSnapshot, type SnapshotRequestProperties } from './snapshot-properties';
import { updatePlan } from './update-plan';
import type { SnapshotSourceKind } from '../../src/snapshots/snapshot-contract';
import type { Properties } from '../cloudformation/properties';
import type { ResourceHandler, ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';

/** DatabaseSnapshot, InstanceSnapshot and DiskSnapshot: a snapshot taken during a deployment. */
export class SnapshotHandler implements ResourceHandler<SnapshotRequestProperties, unknown> {
  constructor(
    readonly resourceType: string,
    private readonly kinds: readonly SnapshotSourceKind[],
    private readonly services: SnapshotDependencies,
  ) {}

  decode(properties: Properties): SnapshotRequestProperties {
    return decodeSnapshot(properties, this.kinds);
  }

  timeoutSeconds({ timeoutSeconds }: SnapshotRequestProperties): number {
    return timeoutSeconds;
  }

  plan(request: ResourceRequest<SnapshotRequestProperties>): ResourcePlan<unknown> {
    switch (request.type) {
      case 'Create': return createPlan(request, this.services);
      case 'Update': return updatePlan(request, this.services);
      case 'Delete': return deletePlan(request, this.services);
    }
  }
}
