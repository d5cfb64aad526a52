import { removeSteps } from './remove-steps';
import type { SnapshotServices } from './services';
import { hasFailed } from './snapshot-state';
import type { TakeMemo } from './take-steps';
import type { ResourceRequest } from '../cloudformation/resource-handler';
import { finish, next, type Step } from '../engine/plan';
import { isOwnedByRequest } from '../lightsail/ownership';

/** Removes what this request made, where nothing else will: a replacement that failed, or what a cancelled request made. */
export function undoSteps<Memo extends TakeMemo>(name: string, request: ResourceRequest<unknown>, services: SnapshotServices): Array<Step<Memo>> {
  return [
    { name: 'check-what-was-made', run: async (memo) => (memo.attempted ? next() : finish()) },
    ...removal<Memo>(name, request, services),
  ];
}

/** Removes what this request made if Lightsail failed it. One that is still being made may yet be worth having. */
export function removeFailedSteps<Memo>(name: string, request: ResourceRequest<unknown>, services: SnapshotServices): Array<Step<Memo>> {
  return [
    {
      name: 'check-whether-it-failed',
      run: async () => {
        const found = await services.snapshots.get(name);
        return found && hasFailed(found.state) ? next() : finish();
      },
    },
    ...removal<Memo>(name, request, services),
  ];
}

function removal<Memo>(name: string, request: ResourceRequest<unknown>, services: SnapshotServices): Array<Step<Memo>> {
  return removeSteps<Memo>({ services, log: request.log, targets: () => [name], isOurs: (tags) => isOwnedByRequest(tags, request) });
}
