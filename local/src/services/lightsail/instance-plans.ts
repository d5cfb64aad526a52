import { invalidInput } from './errors';

export interface InstanceHardware {
  readonly cpuCount: number;
  readonly ramSizeInGb: number;
  readonly diskSizeInGb: number;
  readonly transferInGb: number;
}

const plan = (cpuCount: number, ramSizeInGb: number, diskSizeInGb: number, transferInGb: number): InstanceHardware =>
  ({ cpuCount, ramSizeInGb, diskSizeInGb, transferInGb });

const SIZES: Readonly<Record<string, InstanceHardware>> = {
  'nano': plan(2, 0.5, 20, 1024),
  'micro': plan(2, 1, 40, 2048),
  'small': plan(2, 2, 60, 3072),
  'medium': plan(2, 4, 80, 4096),
  'large': plan(2, 8, 160, 5120),
  'xlarge': plan(4, 16, 320, 6144),
  '2xlarge': plan(8, 32, 640, 7168),
  '4xlarge': plan(16, 64, 1280, 8192),
};

/** What a bundle id stands for: `micro_3_0`, `small_win_ipv6_3_0`. */
export function instanceBundle(id: string): InstanceHardware {
  const [, size] = /^(nano|micro|small|medium|[24]?x?large)(?:_win)?(?:_ipv6)?_\d_\d$/.exec(id) ?? [];
  if (size === undefined || !(size in SIZES)) throw invalidInput(`The bundle does not exist: ${id}`, 'GetBundles lists them.');
  return SIZES[size];
}
