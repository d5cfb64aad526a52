import { isIPv4, isIPv6 } from 'node:net';
import { validationError } from '../errors';

/** `Fn::Cidr`: the first `count` blocks of `hostBits` host bits in a block. */
export function cidrBlocks(block: string, count: number, hostBits: number): string[] {
  const [address = '', prefix = ''] = block.split('/');
  const version = isIPv4(address) ? IPV4 : isIPv6(address) ? IPV6 : undefined;
  const size = Number(prefix);
  if (!version || prefix === '' || !Number.isInteger(size) || size < 0 || size > version.bits) {
    throw validationError(`Template error: Fn::Cidr: ${block} is not a CIDR block`);
  }
  if (!Number.isInteger(count) || count < 1 || count > 256) throw validationError('Template error: Fn::Cidr: count must be between 1 and 256');
  if (!Number.isInteger(hostBits) || hostBits < 1 || hostBits > version.bits - size) {
    throw validationError(`Template error: Fn::Cidr: ${hostBits} bits do not fit into ${block}`);
  }
  const step = 2n ** BigInt(hostBits);
  const whole = 2n ** BigInt(version.bits - size);
  if (BigInt(count) * step > whole) throw validationError(`Template error: Fn::Cidr: ${block} has no room for ${count} blocks`);
  const number = version.parse(address);
  const start = number - (number % whole);
  return Array.from({ length: count }, (_, index) => `${version.format(start + BigInt(index) * step)}/${version.bits - hostBits}`);
}

interface Version {
  readonly bits: number;
  parse(address: string): bigint;
  format(value: bigint): string;
}

const IPV4: Version = {
  bits: 32,
  parse: (address) => address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n),
  format: (value) => [24n, 16n, 8n, 0n].map((shift) => (value / 2n ** shift) % 256n).join('.'),
};

const IPV6: Version = {
  bits: 128,
  parse: (address) => groups(address).reduce((sum, part) => sum * 65536n + BigInt(parseInt(part, 16)), 0n),
  format: (value) => {
    const parts = Array.from({ length: 8 }, (_, index) => ((value / 2n ** BigInt(112 - 16 * index)) % 65536n).toString(16));
    return parts.join(':').replace(/(^|:)0(:0)+(:|$)/, '::');
  },
};

function groups(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const left = head ? head.split(':') : [];
  if (tail === undefined) return left;
  const right = tail ? tail.split(':') : [];
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
}
