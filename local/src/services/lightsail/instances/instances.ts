import { blueprint } from '../catalogue/blueprints';
import { type InstanceHardware, instanceBundle } from '../catalogue/instance-bundles';
import { wrongState } from '../errors';
import { startedOutput } from '../operations';
import { page } from '../paging';
import type { Handlers, Output, Request, Step } from '../request';
import { GONE, type StoredResource } from '../state';
import { commonOutput } from '../views';
import { restoreInstances } from './instance-restore';
import { launch } from './launch';
import { attachedStaticIp, loseInstance } from './static-ips';

const KIND = 'Instance';
const STATE_CODES: Readonly<Record<string, number>> = { 'pending': 0, 'running': 16, 'shutting-down': 32, 'stopping': 64, 'stopped': 80 };

export const instanceHandlers: Handlers = {
  CreateInstances: create,
  CreateInstancesFromSnapshot: restoreInstances,
  GetInstance: (request) => ({ instance: output(request, named(request)) }),
  GetInstances: (request) => page(request, 'instances', request.region.all(KIND), (instance) => instance.arn,
    (instance) => output(request, instance)),
  GetInstanceState: (request) => ({ state: stateOutput(request, named(request)) }),
  StartInstance: (request) => {
    const { instanceStart: duration } = request.durations;
    return change(request, inState(request, 'start this instance', 'stopped'), duration, [[0, 'pending'], [duration, 'running']]);
  },
  StopInstance: (request) => {
    const { instanceStop: duration } = request.durations;
    return change(request, inState(request, 'stop this instance', 'running'), duration, [[0, 'stopping'], [duration, 'stopped']]);
  },
  // It stays `running` for whoever looks.
  RebootInstance: (request) => change(request, inState(request, 'reboot this instance', 'running'), request.durations.instanceReboot, []),
  DeleteInstance: remove,
};

function create(request: Request): Output {
  const blueprintId = request.text('blueprintId');
  return launch(request, { blueprintId, ...blueprint(blueprintId, request.settings.blueprints) }, instanceBundle(request.text('bundleId'), request.settings.bundles));
}

/** Its disks and its static IP address are detached, and stay. */
function remove(request: Request): Output {
  const instance = inState(request, 'delete this instance', 'running', 'stopped');
  const { instanceDelete: duration } = request.durations;
  const answer = change(request, instance, duration, [[0, 'shutting-down'], [duration, GONE]]);
  const staticIp = attachedStaticIp(request.region, instance);
  if (staticIp) loseInstance(request, staticIp, duration);
  for (const disk of attachedDisks(request, instance)) {
    const activity = request.begin(duration);
    if (!activity.failure && activity.endsAt !== null) {
      request.proceed(disk, activity, [[0, 'available']], []);
      delete disk.details.attachedTo;
      delete disk.details.path;
    }
  }
  return answer;
}

function change(request: Request, instance: StoredResource, duration: number, steps: Step[]): Output {
  const activity = request.begin(duration);
  const before = request.region.stateOf(instance);
  request.proceed(instance, activity, steps, [...steps.slice(0, -1), [duration, before]]);
  return startedOutput(request, [request.record(instance, activity, { success: 'Completed' })]);
}

export function attachedDisks(request: Request, instance: StoredResource): StoredResource[] {
  return request.region.all('Disk').filter((disk) => disk.details.attachedTo === instance.name);
}

function named(request: Request): StoredResource {
  return request.region.get(KIND, request.text('instanceName'));
}

function inState(request: Request, action: string, ...allowed: string[]): StoredResource {
  const instance = named(request);
  const state = request.region.stateOf(instance);
  if (!allowed.includes(state)) throw wrongState(action, KIND, state);
  return instance;
}

function stateOutput(request: Request, instance: StoredResource): Output {
  const name = request.region.stateOf(instance);
  return { code: STATE_CODES[name], name };
}

function output(request: Request, instance: StoredResource): Output {
  const { hardware: plan, ...others } = instance.details;
  const { cpuCount, ramSizeInGb, diskSizeInGb, transferInGb } = plan as unknown as InstanceHardware;
  const port = (fromPort: number, protocol: string) => ({
    fromPort,
    toPort: fromPort,
    protocol,
    accessFrom: 'Anywhere (0.0.0.0/0 and ::/0)',
    accessType: 'public',
    accessDirection: 'inbound',
    commonName: '',
    cidrs: ['0.0.0.0/0'],
    ipv6Cidrs: ['::/0'],
    cidrListAliases: [],
  });
  return {
    ...commonOutput(instance),
    ...others,
    isStaticIp: attachedStaticIp(request.region, instance) !== undefined,
    addOns: [],
    hardware: {
      cpuCount,
      ramSizeInGb,
      disks: [
        { sizeInGb: diskSizeInGb, isSystemDisk: true, iops: diskSizeInGb * 3, path: '/dev/xvda', attachedTo: instance.name, attachmentState: 'attached' },
        ...attachedDisks(request, instance).map((disk) => ({ name: disk.name, isSystemDisk: false, ...disk.details })),
      ],
    },
    networking: { monthlyTransfer: { gbPerMonthAllocated: transferInGb }, ports: [port(22, 'tcp'), port(80, 'tcp')] },
    state: stateOutput(request, instance),
  };
}
