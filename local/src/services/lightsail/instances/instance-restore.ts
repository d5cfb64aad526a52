import { NotSupportedError } from '../../../core/service';
import { instanceBundle, type InstanceHardware } from '../catalogue/instance-bundles';
import { invalidInput, wrongState } from '../errors';
import type { Output, Request } from '../request';
import { GONE, type StoredResource } from '../state';
import { type Image, launch } from './launch';

interface AttachedDisk {
  readonly name: string;
  readonly sizeInGb: number;
  readonly path: string;
}

/** New instances with the data of a snapshot, and new disks with the data of those that were attached. */
export function restoreInstances(request: Request): Output {
  if (['sourceInstanceName', 'restoreDate', 'useLatestRestorableAutoSnapshot'].some((name) => request.input[name] !== undefined)) {
    throw new NotSupportedError('CreateInstancesFromSnapshot of an automatic snapshot');
  }
  const { region } = request;
  const snapshotName = request.optionalText('instanceSnapshotName');
  if (snapshotName === undefined) throw invalidInput('The parameter instanceSnapshotName is required for a manual snapshot.');
  const snapshot = region.get('InstanceSnapshot', snapshotName);
  const state = region.stateOf(snapshot);
  if (state !== 'available') throw wrongState('create an instance from this snapshot', snapshot.kind, state);
  const { image, hardware: least } = snapshot.hidden as unknown as { image: Image; hardware: InstanceHardware };
  const bundle = instanceBundle(request.text('bundleId'), request.settings.bundles);
  if (bundle.hardware.diskSizeInGb < least.diskSizeInGb || bundle.hardware.ramSizeInGb < least.ramSizeInGb || bundle.hardware.cpuCount < least.cpuCount) {
    throw invalidInput(`The bundle ${request.text('bundleId')} is smaller than that of the source instance.`, 'Choose one that is at least as large.');
  }
  const disks = snapshot.details.fromAttachedDisks as unknown as AttachedDisk[];
  const names = request.input.instanceNames as string[];
  const mapped = new Map(names.map((name) => [name, newDiskNames(request, name, disks)]));
  region.checkFree(...names, ...[...mapped.values()].flat());
  return launch(request, image, bundle, (instance) => {
    disks.forEach((disk, index) => attach(request, instance, disk, mapped.get(instance.name)?.[index] ?? ''));
  });
}

/** The names that the request gives the disks of an instance. How AWS names the others, it does not say. */
function newDiskNames(request: Request, instanceName: string, disks: readonly AttachedDisk[]): string[] {
  const mapping = (request.input.attachedDiskMapping ?? {}) as Record<string, Array<{ originalDiskPath?: string; newDiskName?: string }>>;
  const unknown = Object.keys(mapping).find((name) => !(request.input.instanceNames as string[]).includes(name));
  if (unknown !== undefined) throw invalidInput(`The parameter attachedDiskMapping names ${unknown}, which is none of the new instances.`);
  const maps = Object.hasOwn(mapping, instanceName) ? mapping[instanceName] : [];
  const stray = maps.find(({ originalDiskPath }) => !disks.some(({ path }) => path === originalDiskPath));
  if (stray) throw invalidInput(`The snapshot has no disk at ${stray.originalDiskPath}.`);
  return disks.map(({ name, path }) => maps.find(({ originalDiskPath }) => originalDiskPath === path)?.newDiskName ?? `${instanceName}-${name}`);
}

function attach(request: Request, instance: StoredResource, { sizeInGb, path }: AttachedDisk, name: string): void {
  const disk = request.region.add('Disk', name, {
    availabilityZone: instance.availabilityZone,
    tags: {},
    details: { sizeInGb, iops: Math.max(100, 3 * sizeInGb), attachedTo: instance.name, path },
  });
  const { instanceCreate: duration } = request.durations;
  request.proceed(disk, request.begin(duration), [[0, 'pending'], [duration, 'in-use']], [[0, GONE]]);
}
