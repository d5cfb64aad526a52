import type { SnapshotServices } from './services';
import { generatedName, triggerDigest } from './snapshot-names';
import { decodeFinalSnapshot, type SnapshotRequestProperties } from './snapshot-properties';
import { KIND_TEXT } from './snapshot-state';
import { type TakeMemo, takeSteps } from './take-steps';
import { removeFailedSteps } from './undo-steps';
import type { SnapshotSourceKind } from '../../src/snapshots/snapshot-contract';
import { isRollingBack } from '../aws/cloudformation';
import type { Properties } from '../cloudformation/properties';
import type { ResourceHandler, ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { finish, next, type Outcome } from '../engine/plan';
import { ownershipTags } from '../lightsail/ownership';

const PREFIX = 'final-snapshot-of';

const KINDS: readonly SnapshotSourceKind[] = ['database', 'instance', 'disk', 'system-disk'];

/**
 * FinalSnapshot: the snapshot is taken by the Delete. Its physical id names the source, so that another source replaces
 * the resource, and the Delete of the old one takes the old source's snapshot.
 */
export class FinalSnapshotHandler implements ResourceHandler<SnapshotRequestProperties, TakeMemo> {
  constructor(readonly resourceType: string, private readonly servicesOf: (kind: SnapshotSourceKind) => SnapshotServices) {}

  decode(properties: Properties): SnapshotRequestProperties {
    return decodeFinalSnapshot(properties, KINDS);
  }

  timeoutSeconds({ timeoutSeconds }: SnapshotRequestProperties): number {
    return timeoutSeconds;
  }

  plan(request: ResourceRequest<SnapshotRequestProperties>): ResourcePlan<TakeMemo> {
    const { source, tags } = request.properties;
    const physicalId = `${PREFIX}-${source.kind}-${source.name}`;
    const common = { memo: {}, onFailure: [], failedCreationId: () => physicalId };
    if (request.type !== 'Delete') {
      const subject = `the final snapshot of the ${KIND_TEXT[source.kind]} '${source.name}'`;
      return { ...common, subject, steps: [], success: () => ({ physicalId, attributes: {} }) };
    }
    const services = this.servicesOf(source.kind);
    const name = generatedName(source, request, '-final');
    const snapshot = { name, source, tags: { ...tags, ...ownershipTags(request, triggerDigest(source, undefined)) } };
    return {
      ...common,
      subject: `the final snapshot '${name}' of the ${KIND_TEXT[source.kind]} '${source.name}'`,
      steps: [
        { name: 'decide', run: async () => this.decide(request, services) },
        ...takeSteps({ request, snapshot, services, sourceGone: 'finish' }),
      ],
      // The next Delete takes another one, under another name.
      onFailure: removeFailedSteps(name, request, services),
      success: () => ({ physicalId: request.physicalId ?? physicalId, attributes: {} }),
    };
  }

  private async decide(
    request: ResourceRequest<unknown>, { stacks }: SnapshotServices,
  ): Promise<Outcome> {
    const { physicalId = '', stackId, log } = request;
    // A Create that was cancelled, or that never got as far as naming its source.
    if (!physicalId.startsWith(PREFIX)) return finish();
    const status = (await stacks.stack(stackId))?.status;
    log({ decision: isRollingBack(status) ? 'nothing-to-take' : 'take', stackStatus: status });
    // What a rollback removes was made by the deployment that failed.
    return isRollingBack(status) ? finish() : next();
  }
}
