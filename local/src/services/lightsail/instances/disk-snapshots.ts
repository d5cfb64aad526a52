import type { InstanceHardware } from '../catalogue/instance-bundles';
import { invalidInput, wrongState } from '../errors';
import { startedOutput } from '../operations';
import { page } from '../paging';
import type { Handlers, Output, Request } from '../request';
import { removeSnapshot } from '../snapshot-deletion';
import type { StoredResource } from '../state';
import { requestTags } from '../tags';
import { commonOutput, progressOutput } from '../views';

const KIND = 'DiskSnapshot';
const NAME = 'diskSnapshotName';

export const diskSnapshotHandlers: Handlers = {
  CreateDiskSnapshot: create,
  GetDiskSnapshot: (request) => ({ diskSnapshot: output(request, request.region.get(KIND, request.text(NAME))) }),
  GetDiskSnapshots: (request) => page(request, 'diskSnapshots', request.region.all(KIND), (snapshot) => snapshot.arn,
    (snapshot) => output(request, snapshot)),
  DeleteDiskSnapshot: (request) => removeSnapshot(request, KIND, request.text(NAME), 'pending'),
};

/** Of a disk, or of the system disk of an instance. Two operations; the source goes on as if nothing happened. */
function create(request: Request): Output {
  const { region } = request;
  const source = snapshotSource(request);
  region.checkFree(request.text(NAME));
  const state = region.stateOf(source);
  if (!['available', 'in-use', 'running', 'stopped'].includes(state)) throw wrongState('create a snapshot of this disk', source.kind, state);
  const snapshot = region.add(KIND, request.text(NAME), {
    tags: requestTags(request.input),
    details: source.kind === 'Disk'
      ? { sizeInGb: source.details.sizeInGb, fromDiskName: source.name, fromDiskArn: source.arn, isFromAutoSnapshot: false }
      : {
        sizeInGb: (source.details.hardware as unknown as InstanceHardware).diskSizeInGb,
        ...request.settings.namesSystemDisks && { fromDiskName: `${source.name}-system-disk`, fromDiskArn: source.arn.replace(':Instance/', ':Disk/') },
        fromInstanceName: source.name,
        fromInstanceArn: source.arn,
        isFromAutoSnapshot: false,
      },
  });
  const { diskSnapshot: duration } = request.durations;
  const activity = request.begin(duration);
  request.proceed(snapshot, activity, [[0, 'pending'], [duration, 'completed']], [[0, 'pending'], [duration, 'error']]);
  return startedOutput(request, [
    request.record(snapshot, activity, { details: source.name }),
    request.record(source, activity, { details: snapshot.name }),
  ]);
}

function snapshotSource(request: Request): StoredResource {
  const diskName = request.optionalText('diskName');
  const instanceName = request.optionalText('instanceName');
  if ((diskName === undefined) === (instanceName === undefined)) {
    throw invalidInput('Give either diskName or instanceName: a disk snapshot has one source.');
  }
  return diskName !== undefined ? request.region.get('Disk', diskName) : request.region.get('Instance', request.text('instanceName'));
}

function output(request: Request, snapshot: StoredResource): Output {
  return {
    ...commonOutput(snapshot),
    ...snapshot.details,
    state: request.region.stateOf(snapshot),
    progress: progressOutput(snapshot, request.now),
  };
}
