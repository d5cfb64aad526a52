import { invalidInput, wrongState } from '../errors';
import { startedOutput } from '../operations';
import { page } from '../paging';
import type { Region } from '../region';
import type { Handlers, Output, Request } from '../request';
import { GONE, type StoredResource } from '../state';
import { commonOutput } from '../views';

const KIND = 'StaticIp';
const NAME = 'staticIpName';
const ATTACHED = 'attached';
const DETACHED = 'detached';

/** Addresses that an account keeps, whatever instance they lead to. Every change is over at once. */
export const staticIpHandlers: Handlers = {
  AllocateStaticIp: allocate,
  AttachStaticIp: attach,
  DetachStaticIp: detach,
  GetStaticIp: (request) => ({ staticIp: output(named(request)) }),
  GetStaticIps: (request) => page(request, 'staticIps', request.region.all(KIND), (staticIp) => staticIp.arn, output),
  ReleaseStaticIp: release,
};

/** The static IP address of an instance, if it has one. */
export function attachedStaticIp(region: Region, instance: StoredResource): StoredResource | undefined {
  return region.all(KIND).find((staticIp) => staticIp.details.attachedTo === instance.name);
}

/** Its instance is being deleted. */
export function loseInstance(request: Request, staticIp: StoredResource, duration: number): void {
  const activity = request.begin(duration);
  if (activity.failure || activity.endsAt === null) return;
  request.proceed(staticIp, activity, [[0, DETACHED]], []);
  delete staticIp.details.attachedTo;
}

function allocate(request: Request): Output {
  const staticIp = request.region.add(KIND, request.text(NAME), { tags: {}, details: {} });
  staticIp.details.ipAddress = newAddress(staticIp);
  staticIp.supportCode = `${request.region.account.id}/${staticIp.details.ipAddress}`;
  const activity = request.begin(0);
  request.proceed(staticIp, activity, [[0, DETACHED]], [[0, GONE]]);
  return startedOutput(request, [request.record(staticIp, activity)]);
}

function attach(request: Request): Output {
  const { region } = request;
  const staticIp = named(request);
  const instance = region.get('Instance', request.text('instanceName'));
  if (staticIp.details.attachedTo !== undefined) {
    throw invalidInput(`The StaticIp ${staticIp.name} is already attached to ${String(staticIp.details.attachedTo)}.`, 'Detach it first.');
  }
  const other = attachedStaticIp(region, instance);
  if (other) throw invalidInput(`The Instance ${instance.name} already has a static IP: ${other.name}.`, 'Detach it first.');
  if (instance.details.ipAddressType === 'ipv6') throw invalidInput(`The Instance ${instance.name} has no IPv4 address.`);
  const state = region.stateOf(instance);
  if (!['running', 'stopped'].includes(state)) throw wrongState('attach a static IP to this instance', instance.kind, state);
  return change(request, staticIp, instance, () => {
    staticIp.details.attachedTo = instance.name;
    instance.details.publicIpAddress = String(staticIp.details.ipAddress);
  });
}

function detach(request: Request): Output {
  const staticIp = named(request);
  if (staticIp.details.attachedTo === undefined) throw invalidInput(`The StaticIp ${staticIp.name} is not attached to an instance.`);
  const instance = request.region.get('Instance', String(staticIp.details.attachedTo));
  return change(request, staticIp, instance, () => {
    delete staticIp.details.attachedTo;
    instance.details.publicIpAddress = dynamicAddress(instance);
  });
}

/** The instance that it leads to gets another address. */
function release(request: Request): Output {
  const staticIp = named(request);
  const { attachedTo } = staticIp.details;
  const activity = request.begin(0);
  const operation = request.record(staticIp, activity);
  const instance = attachedTo === undefined ? undefined : request.region.find('Instance', String(attachedTo));
  if (instance && !activity.failure) instance.details.publicIpAddress = dynamicAddress(instance);
  request.proceed(staticIp, activity, [[0, GONE]], []);
  return startedOutput(request, [operation]);
}

function change(request: Request, staticIp: StoredResource, instance: StoredResource, effect: () => void): Output {
  const activity = request.begin(0);
  if (!activity.failure) {
    effect();
    request.proceed(staticIp, activity, [[0, staticIp.details.attachedTo === undefined ? DETACHED : ATTACHED]], []);
  }
  return startedOutput(request, [
    request.record(staticIp, activity, { details: instance.name }),
    request.record(instance, activity, { details: staticIp.name }),
  ]);
}

/** What an instance has without a static address. */
function dynamicAddress(instance: StoredResource): string {
  return String(instance.hidden?.dynamicAddress);
}

function named(request: Request): StoredResource {
  return request.region.get(KIND, request.text(NAME));
}

/** From the range for tests of networks (RFC 2544): it depends on the id, which is never given away again. */
function newAddress(staticIp: StoredResource): string {
  const id = staticIp.arn.slice(staticIp.arn.indexOf('/') + 1);
  const [second, third, fourth] = [id.slice(0, 2), id.slice(2, 4), id.slice(4, 6)].map((digits) => parseInt(digits, 16));
  return `198.${18 + second % 2}.${third}.${fourth}`;
}

function output(staticIp: StoredResource): Output {
  const { tags: _, ...common } = commonOutput(staticIp);
  return { ...common, ...staticIp.details, isAttached: staticIp.details.attachedTo !== undefined };
}
