import { invalidInput } from '../errors';

export interface InstanceHardware {
  readonly cpuCount: number;
  readonly ramSizeInGb: number;
  readonly diskSizeInGb: number;
  readonly transferInGb: number;
}

/** What an instance can be made with: a plan, as the console calls it. */
export interface InstanceBundle {
  readonly hardware: InstanceHardware;
  readonly platform: 'LINUX_UNIX' | 'WINDOWS';
  /** Without a public IPv4 address. */
  readonly isIpv6Only: boolean;
}

/** What GetBundles says of a bundle. */
export interface ListedBundle extends InstanceBundle {
  readonly bundleId: string;
  readonly name: string;
  readonly instanceType: string;
  readonly power?: number;
  /** US dollars a month. Absent: not known here. */
  readonly price?: number;
  readonly isActive: boolean;
  /** Of Lightsail for Research, which are listed apart. */
  readonly isForResearch: boolean;
}

interface Size {
  readonly name: string;
  readonly hardware: InstanceHardware;
  readonly power?: number;
  /** Linux, Linux without IPv4, Windows, Windows without IPv4. */
  readonly prices: readonly number[];
}

const plan = (cpuCount: number, ramSizeInGb: number, diskSizeInGb: number, transferInGb: number): InstanceHardware =>
  ({ cpuCount, ramSizeInGb, diskSizeInGb, transferInGb });

const SIZES: Readonly<Record<string, Size>> = {
  'nano': { name: 'Nano', hardware: plan(2, 0.5, 20, 1024), power: 298, prices: [5, 3.5, 9.5, 8] },
  'micro': { name: 'Micro', hardware: plan(2, 1, 40, 2048), power: 500, prices: [7, 5, 14, 12] },
  'small': { name: 'Small', hardware: plan(2, 2, 60, 3072), power: 1000, prices: [12, 10, 22, 20] },
  'medium': { name: 'Medium', hardware: plan(2, 4, 80, 4096), power: 2000, prices: [24, 20, 44, 40] },
  'large': { name: 'Large', hardware: plan(2, 8, 160, 5120), power: 3000, prices: [44, 40, 74, 70] },
  'xlarge': { name: 'Xlarge', hardware: plan(4, 16, 320, 6144), power: 4000, prices: [84, 80, 124, 120] },
  '2xlarge': { name: '2Xlarge', hardware: plan(8, 32, 640, 7168), power: 5000, prices: [164, 160, 244, 240] },
  '4xlarge': { name: '4Xlarge', hardware: plan(16, 64, 1280, 8192), prices: [384] },
};

/** Lightsail for Research: virtual computers without and with a graphics processor. */
const RESEARCH: Readonly<Record<string, { readonly name: string; readonly hardware: InstanceHardware }>> = {
  app_standard_xl_1_0: { name: 'Standard XL', hardware: plan(4, 8, 50, 1024) },
  app_standard_2xl_1_0: { name: 'Standard 2XL', hardware: plan(8, 16, 50, 1024) },
  app_standard_4xl_1_0: { name: 'Standard 4XL', hardware: plan(16, 32, 50, 1024) },
  gpu_nvidia_xl_1_0: { name: 'GPU XL', hardware: plan(4, 16, 50, 1024) },
  gpu_nvidia_2xl_1_0: { name: 'GPU 2XL', hardware: plan(8, 32, 50, 1024) },
  gpu_nvidia_4xl_1_0: { name: 'GPU 4XL', hardware: plan(16, 64, 50, 1024) },
};

const ID = /^(nano|micro|small|medium|large|xlarge|2xlarge|4xlarge)(_win)?(_ipv6)?_(\d)_(\d)$/;
const NEWEST_GENERATION = 3;

/**
 * What a bundle id stands for: `micro_3_0`, `small_win_ipv6_3_0`. The last number differs by Region.
 *
 * @param added bundles that AWS has by now, and this table does not
 */
export function instanceBundle(id: string, added: Readonly<Record<string, InstanceBundle>> = {}): InstanceBundle {
  if (Object.hasOwn(added, id)) return added[id];
  const listed = research(id) ?? virtualServer(id);
  if (!listed) {
    throw invalidInput(`The bundle does not exist: ${id}`,
      'GetBundles lists those that the local cloud knows. If AWS has this one, too, tell the local cloud: LightsailOptions.bundles.');
  }
  return listed;
}

/** Those that new instances can be made with in this generation. Older generations still work, and are not listed. */
export function listedBundles(): ListedBundle[] {
  const ids = Object.keys(SIZES).flatMap((size) => ['', '_ipv6', '_win', '_win_ipv6'].map((kind) => `${size}${kind}_${NEWEST_GENERATION}_0`));
  return [...ids.flatMap((id) => virtualServer(id) ?? []), ...Object.keys(RESEARCH).flatMap((id) => research(id) ?? [])];
}

function virtualServer(bundleId: string): ListedBundle | undefined {
  const [, instanceType, windows, ipv6, generation, variant] = ID.exec(bundleId) ?? [];
  if (instanceType === undefined || Number(generation) < 1 || Number(generation) > NEWEST_GENERATION || Number(variant) > 2) return undefined;
  const { name, hardware, power, prices } = SIZES[instanceType];
  return {
    bundleId,
    instanceType,
    name,
    // Windows takes more room than the smallest disk has.
    hardware: windows && instanceType === 'nano' ? { ...hardware, diskSizeInGb: 30 } : hardware,
    power,
    price: prices[(windows ? 2 : 0) + (ipv6 ? 1 : 0)],
    platform: windows ? 'WINDOWS' : 'LINUX_UNIX',
    isIpv6Only: ipv6 !== undefined,
    isActive: Number(generation) === NEWEST_GENERATION,
    isForResearch: false,
  };
}

function research(bundleId: string): ListedBundle | undefined {
  if (!Object.hasOwn(RESEARCH, bundleId)) return undefined;
  const instanceType = bundleId.replace(/^(app_standard|gpu_nvidia)_|_1_0$/g, '');
  return { ...RESEARCH[bundleId], bundleId, instanceType, platform: 'LINUX_UNIX', isIpv6Only: false, isActive: true, isForResearch: true };
}
