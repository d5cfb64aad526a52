import { NotSupportedError } from '../../../core/service';
import { invalidInput, wrongState } from '../errors';
import { startedOutput } from '../operations';
import { page } from '../paging';
import type { Handlers, Output, Request } from '../request';
import { GONE, type StoredResource } from '../state';
import { requestTags } from '../tags';
import { commonOutput } from '../views';
import { checkZone } from '../zones';

const KIND = 'Disk';
const SMALLEST = 8;
const LARGEST = 16_384;

export const diskHandlers: Handlers = {
  CreateDisk: create,
  CreateDiskFromSnapshot: restore,
  GetDisk: (request) => ({ disk: output(request, named(request)) }),
  GetDisks: (request) => page(request, 'disks', request.region.all(KIND), (disk) => disk.arn, (disk) => output(request, disk)),
  AttachDisk: attach,
  DetachDisk: detach,
  DeleteDisk: remove,
};

function create(request: Request): Output {
  if (request.input.addOns !== undefined) throw new NotSupportedError('add-ons of Lightsail disks');
  const sizeInGb = request.input.sizeInGb as number;
  if (sizeInGb < SMALLEST || sizeInGb > LARGEST) {
    throw invalidInput(`The size of a disk must be between ${SMALLEST} and ${LARGEST} GB; it is ${sizeInGb}.`);
  }
  const disk = request.region.add(KIND, request.text('diskName'), {
    availabilityZone: checkZone(request.region.name, request.text('availabilityZone')),
    tags: requestTags(request.input),
    details: { sizeInGb, iops: Math.max(100, 3 * sizeInGb) },
  });
  const { diskCreate: duration } = request.durations;
  const activity = request.begin(duration);
  request.proceed(disk, activity, [[0, 'pending'], [duration, 'available']], [[0, 'pending'], [duration, 'error']]);
  return startedOutput(request, [request.record(disk, activity)]);
}

/** Of a disk, or of the system disk of an instance. The new disk may be larger. */
function restore(request: Request): Output {
  if (['sourceDiskName', 'restoreDate', 'useLatestRestorableAutoSnapshot'].some((name) => request.input[name] !== undefined)) {
    throw new NotSupportedError('CreateDiskFromSnapshot of an automatic snapshot');
  }
  const name = request.optionalText('diskSnapshotName');
  if (name === undefined) throw invalidInput('The parameter diskSnapshotName is required for a manual snapshot.');
  const snapshot = request.region.get('DiskSnapshot', name);
  const state = request.region.stateOf(snapshot);
  if (state !== 'completed') throw wrongState('create a disk from this snapshot', snapshot.kind, state);
  if (Number(request.input.sizeInGb) < Number(snapshot.details.sizeInGb)) {
    throw invalidInput(`The size of the disk must be at least that of the snapshot, ${String(snapshot.details.sizeInGb)} GB.`);
  }
  return create(request);
}

/** To an instance in the same Availability Zone, running or stopped. */
function attach(request: Request): Output {
  const disk = inState(request, 'attach this disk', 'available');
  const instance = request.region.get('Instance', request.text('instanceName'));
  if (instance.availabilityZone !== disk.availabilityZone) {
    throw invalidInput(`The disk ${disk.name} and the instance ${instance.name} are in different Availability Zones.`);
  }
  const { diskAttach: duration } = request.durations;
  const activity = request.begin(duration);
  if (!activity.failure) Object.assign(disk.details, { attachedTo: instance.name, path: request.text('diskPath') });
  request.proceed(disk, activity, [[0, 'pending'], [duration, 'in-use']], [[0, 'pending'], [duration, 'available']]);
  return startedOutput(request, [
    request.record(disk, activity, { details: instance.name }),
    request.record(instance, activity, { details: disk.name }),
  ]);
}

/** Only from an instance that is stopped. */
function detach(request: Request): Output {
  const disk = inState(request, 'detach this disk', 'in-use');
  const instance = request.region.get('Instance', String(disk.details.attachedTo));
  const state = request.region.stateOf(instance);
  if (state !== 'stopped') throw wrongState('detach this disk', 'Instance', state);
  const { diskAttach: duration } = request.durations;
  const activity = request.begin(duration);
  if (!activity.failure) {
    delete disk.details.attachedTo;
    delete disk.details.path;
  }
  request.proceed(disk, activity, [[0, 'pending'], [duration, 'available']], [[0, 'pending'], [duration, 'in-use']]);
  return startedOutput(request, [
    request.record(disk, activity, { details: instance.name }),
    request.record(instance, activity, { details: disk.name }),
  ]);
}

function remove(request: Request): Output {
  const disk = inState(request, 'delete this disk', 'available', 'error');
  const { diskDelete: duration } = request.durations;
  const activity = request.begin(duration);
  const before = request.region.stateOf(disk);
  request.proceed(disk, activity, [[0, 'pending'], [duration, GONE]], [[0, 'pending'], [duration, before]]);
  return startedOutput(request, [request.record(disk, activity)]);
}

function named(request: Request): StoredResource {
  return request.region.get(KIND, request.text('diskName'));
}

function inState(request: Request, action: string, ...allowed: string[]): StoredResource {
  const disk = named(request);
  const state = request.region.stateOf(disk);
  if (!allowed.includes(state)) throw wrongState(action, KIND, state);
  return disk;
}

function output(request: Request, disk: StoredResource): Output {
  const state = request.region.stateOf(disk);
  const isAttached = state === 'in-use';
  return {
    ...commonOutput(disk),
    ...disk.details,
    addOns: [],
    isSystemDisk: false,
    state,
    isAttached,
    attachmentState: isAttached ? 'attached' : 'detached',
  };
}
