import type { InstanceHardware } from '../catalogue/instance-bundles';
import { wrongState } from '../errors';
import { attachedDisks } from './instances';
import type { JsonObject } from '../../../core/json';
import { startedOutput } from '../operations';
import { page } from '../paging';
import type { Handlers, Output, Request } from '../request';
import { removeSnapshot } from '../snapshot-deletion';
import type { StoredResource } from '../state';
import { requestTags } from '../tags';
import { commonOutput, progressOutput } from '../views';

const KIND = 'InstanceSnapshot';
const NAME = 'instanceSnapshotName';

export const instanceSnapshotHandlers: Handlers = {
  CreateInstanceSnapshot: create,
  GetInstanceSnapshot: (request) => ({ instanceSnapshot: output(request, request.region.get(KIND, request.text(NAME))) }),
  GetInstanceSnapshots: (request) => page(request, 'instanceSnapshots', request.region.all(KIND), (snapshot) => snapshot.arn,
    (snapshot) => output(request, snapshot)),
  DeleteInstanceSnapshot: (request) => removeSnapshot(request, KIND, request.text(NAME), 'pending'),
};

/** Two operations. The instance goes on as if nothing happened. */
function create(request: Request): Output {
  const { region } = request;
  const instance = region.get('Instance', request.text('instanceName'));
  region.checkFree(request.text(NAME));
  const state = region.stateOf(instance);
  if (state !== 'running' && state !== 'stopped') throw wrongState('create a snapshot of this instance', 'Instance', state);
  const hardware = instance.details.hardware as unknown as InstanceHardware;
  const disks = attachedDisks(request, instance);
  const snapshot = region.add(KIND, request.text(NAME), {
    tags: requestTags(request.input),
    details: {
      fromInstanceName: instance.name,
      fromInstanceArn: instance.arn,
      fromBlueprintId: instance.details.blueprintId,
      fromBundleId: instance.details.bundleId,
      fromAttachedDisks: disks.map((disk): JsonObject => ({ name: disk.name, sizeInGb: disk.details.sizeInGb, path: disk.details.path })),
      isFromAutoSnapshot: false,
      sizeInGb: disks.reduce((sum, disk) => sum + Number(disk.details.sizeInGb), hardware.diskSizeInGb),
    },
    hidden: { image: imageOf(instance), hardware: { ...hardware } },
  });
  const { instanceSnapshot: duration } = request.durations;
  const activity = request.begin(duration);
  request.proceed(snapshot, activity, [[0, 'pending'], [duration, 'available']], [[0, 'pending'], [duration, 'error']]);
  return startedOutput(request, [
    request.record(snapshot, activity, { details: instance.name, success: 'Completed' }),
    request.record(instance, activity, { details: snapshot.name, success: 'Completed' }),
  ]);
}

/** What new instances from the snapshot are made of. */
function imageOf({ details, hidden }: StoredResource): JsonObject {
  return {
    blueprintId: details.blueprintId, name: details.blueprintName, username: details.username, platform: hidden?.platform ?? 'LINUX_UNIX',
  };
}

function output(request: Request, snapshot: StoredResource): Output {
  return {
    ...commonOutput(snapshot),
    ...snapshot.details,
    state: request.region.stateOf(snapshot),
    progress: progressOutput(snapshot, request.now),
  };
}
