import type { JsonObject } from '../../../core/json';
import { invalidInput } from '../errors';
import type { Handlers, Output, Request } from '../request';
import type { StoredResource } from '../state';
import { operationOutput } from '../views';

/** Ports of an instance that are open, and for whom. */
interface PortInfo {
  readonly fromPort: number;
  readonly toPort: number;
  readonly protocol: string;
  readonly cidrs: readonly string[];
  readonly ipv6Cidrs: readonly string[];
  readonly cidrListAliases: readonly string[];
}

type PortInput = { readonly [member in keyof PortInfo]?: PortInfo[member] };

const EVERYBODY = { cidrs: ['0.0.0.0/0'], ipv6Cidrs: ['::/0'], cidrListAliases: [] };
const HTTP: PortInfo = { fromPort: 80, toPort: 80, protocol: 'tcp', ...EVERYBODY };

/** The firewall of instances. Every change is over at once. */
export const portHandlers: Handlers = {
  OpenInstancePublicPorts: (request) => {
    const port = checkedPort(request.input.portInfo as PortInput);
    return change(request, describe(port), (ports) => [...ports.filter((other) => describe(other) !== describe(port)), port]);
  },
  CloseInstancePublicPorts: (request) => {
    const port = checkedPort(request.input.portInfo as PortInput);
    return change(request, describe(port), (ports) => ports.filter((other) => describe(other) !== describe(port)));
  },
  PutInstancePublicPorts: (request) => {
    const ports = (request.input.portInfos as PortInput[]).map(checkedPort);
    return change(request, ports.map(describe).join(','), () => ports);
  },
  GetInstancePortStates: (request) => ({ portStates: portsOf(named(request)).map((port) => ({ ...port, state: 'open' })) }),
};

/** What is open on a new instance: the way in for its owner, and the web. */
export function firstPorts(platform: string): JsonObject[] {
  const port = platform === 'WINDOWS' ? 3389 : 22;
  return toJson([{ fromPort: port, toPort: port, protocol: 'tcp', ...EVERYBODY }, HTTP]);
}

/** As an instance's `networking` shows them. */
export function portsOutput(instance: StoredResource): Output[] {
  return portsOf(instance).map((port) => ({ ...port, accessFrom: accessFrom(port), accessType: 'public', accessDirection: 'inbound', commonName: '' }));
}

function checkedPort({ fromPort, toPort, protocol, cidrs = [], ipv6Cidrs = [], cidrListAliases = [] }: PortInput): PortInfo {
  if (fromPort === undefined || toPort === undefined || protocol === undefined) throw invalidInput('A port has a fromPort, a toPort and a protocol.');
  for (const port of [fromPort, toPort]) {
    if (!Number.isInteger(port) || port < -1 || port > 65_535) throw invalidInput(`A port is a whole number from -1 to 65535; this one is ${port}.`);
  }
  if (['tcp', 'udp'].includes(protocol) && (fromPort < 0 || toPort < fromPort)) {
    throw invalidInput(`The ports from ${fromPort} to ${toPort} are no range for the protocol ${protocol}.`);
  }
  const limited = cidrs.length + ipv6Cidrs.length + cidrListAliases.length > 0;
  return { fromPort, toPort, protocol, ...limited ? { cidrs, ipv6Cidrs, cidrListAliases } : EVERYBODY };
}

function change(request: Request, details: string, effect: (ports: readonly PortInfo[]) => readonly PortInfo[]): Output {
  const instance = named(request);
  const activity = request.begin(0);
  if (!activity.failure) instance.hidden = { ...instance.hidden, ports: toJson(effect(portsOf(instance))) };
  return { operation: operationOutput(request.record(instance, activity, { details }), request.region.name, request.now) };
}

/** As operations name it: `22/tcp`, `8000-8080/tcp`. */
function describe({ fromPort, toPort, protocol }: PortInfo): string {
  return `${fromPort === toPort ? fromPort : `${fromPort}-${toPort}`}/${protocol}`;
}

function accessFrom({ cidrs, ipv6Cidrs }: PortInfo): string {
  const open = [...cidrs.filter((cidr) => cidr === '0.0.0.0/0'), ...ipv6Cidrs.filter((cidr) => cidr === '::/0')];
  return open.length > 0 ? `Anywhere (${open.join(' and ')})` : 'Custom';
}

function portsOf(instance: StoredResource): PortInfo[] {
  return (instance.hidden?.ports ?? []) as unknown as PortInfo[];
}

function toJson(ports: readonly PortInfo[]): JsonObject[] {
  return ports.map((port) => ({ ...port, cidrs: [...port.cidrs], ipv6Cidrs: [...port.ipv6Cidrs], cidrListAliases: [...port.cidrListAliases] }));
}

function named(request: Request): StoredResource {
  return request.region.get('Instance', request.text('instanceName'));
}
