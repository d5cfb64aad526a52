import { undoSteps } from './remove-steps';
import type { SnapshotDependencies } from './snapshot-api';
import { nothingTaken } from './snapshot-attributes';
import { generatedName, triggerDigest } from './snapshot-names';
import type { SnapshotRequestProperties } from './snapshot-properties';
import { KIND_TEXT } from './snapshot-state';
import { releaseSourceStep } from './source-to-come';
import { type TakeMemo, takeSteps } from './take-steps';
import { nothingCreated } from '../cloudformation/physical-id';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { finish, next } from '../engine/plan';
import { isOwnedByRequest, ownershipTags } from '../lightsail/ownership';

interface CreateSnapshotMemo extends TakeMemo {
  /** Whether it is certain that nothing was made. */
  nothingMade?: boolean;
}

/** Takes a snapshot. What a failed one leaves, the Delete that follows removes: it must get the right name. */
export function createPlan(request: ResourceRequest<SnapshotRequestProperties>, services: SnapshotDependencies): ResourcePlan<CreateSnapshotMemo> {
  const { properties: { source, name: givenName, trigger, tags } } = request;
  const name = givenName ?? generatedName(source, request);
  const snapshot = { name, source, tags: { ...tags, ...ownershipTags(request, triggerDigest(source, trigger)) } };
  return {
    subject: `the snapshot '${name}' of the ${KIND_TEXT[source.kind]} '${source.name}'`,
    memo: {},
    steps: [
      releaseSourceStep(request, source, services, async () => finish()),
      ...takeSteps({ request, snapshot, services, sourceGone: 'fail' }),
    ],
    onFailure: [{
      // After a lost answer or a crash it is not known whether the snapshot exists.
      name: 'find-what-was-made',
      run: async (memo) => {
        if (memo.made) return next();
        const existing = await services.snapshots.get(name);
        memo.made = existing !== undefined && isOwnedByRequest(existing.tags, request);
        memo.nothingMade = !memo.made;
        return next();
      },
    }],
    onCancelled: undoSteps(name, request, services),
    success: (memo) => (memo.attributes ? { physicalId: name, attributes: { ...memo.attributes } } : nothingTaken(request)),
    failedCreationId: (memo) => {
      if (memo.made) return name;
      // Where it could not be found out: a generated name is certainly ours, a given one may be another's.
      return memo.nothingMade || givenName !== undefined ? nothingCreated(request.requestId) : name;
    },
  };
}
