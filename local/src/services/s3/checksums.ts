/* eslint-disable no-bitwise -- checksums are made of bits */
import { createHash } from 'node:crypto';
import { ServiceError } from '../../core/service';

type Digest = (bytes: Uint8Array) => Buffer;

const hash = (algorithm: string): Digest => (bytes) => createHash(algorithm).update(bytes).digest();

/** By the member that carries each. */
const DIGESTS: ReadonlyMap<string, Digest> = new Map([
  ['ChecksumCRC32', crc32With(0xedb88320)],
  ['ChecksumCRC32C', crc32With(0x82f63b78)],
  ['ChecksumCRC64NVME', crc64Nvme],
  ['ChecksumSHA1', hash('sha1')],
  ['ChecksumSHA256', hash('sha256')],
]);

/** The checksums that the caller sent along. Refuses what the bytes do not have. */
export function checkedChecksums(bytes: Uint8Array, input: Readonly<Record<string, unknown>>): Record<string, string> {
  const { ContentMD5: expected } = input;
  if (typeof expected === 'string' && expected !== md5(bytes).toString('base64')) {
    throw new ServiceError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const given: Record<string, string> = {};
  for (const [member, digest] of DIGESTS) {
    const value = input[member];
    if (typeof value !== 'string') continue;
    const algorithm = member.slice('Checksum'.length);
    if (value !== digest(bytes).toString('base64')) {
      throw new ServiceError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
    }
    given[member] = value;
  }
  return given;
}

export function md5(bytes: Uint8Array): Buffer {
  return hash('md5')(bytes);
}

/** A cyclic redundancy check of 32 bits with that reflected polynomial. */
function crc32With(polynomial: number): Digest {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value >>> 0;
  });
  return (bytes) => {
    let value = 0xffffffff;
    for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
    const result = Buffer.alloc(4);
    result.writeUInt32BE((value ^ 0xffffffff) >>> 0);
    return result;
  };
}

/** The reflected polynomial of CRC-64/NVME in two halves: whole numbers of 64 bits are slow. */
const CRC64 = { high: 0x9a6c9329, low: 0xac4bc9b5 };

function crc64Nvme(bytes: Uint8Array): Buffer {
  const highs = new Uint32Array(256);
  const lows = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let high = 0;
    let low = byte;
    for (let bit = 0; bit < 8; bit++) {
      const odd = low & 1;
      low = ((low >>> 1) | (high << 31)) >>> 0;
      high >>>= 1;
      if (odd) {
        high = (high ^ CRC64.high) >>> 0;
        low = (low ^ CRC64.low) >>> 0;
      }
    }
    highs[byte] = high;
    lows[byte] = low;
  }
  let high = 0xffffffff;
  let low = 0xffffffff;
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff;
    low = (((low >>> 8) | (high << 24)) ^ (lows[index] ?? 0)) >>> 0;
    high = ((high >>> 8) ^ (highs[index] ?? 0)) >>> 0;
  }
  const result = Buffer.alloc(8);
  result.writeUInt32BE((high ^ 0xffffffff) >>> 0, 0);
  result.writeUInt32BE((low ^ 0xffffffff) >>> 0, 4);
  return result;
}
