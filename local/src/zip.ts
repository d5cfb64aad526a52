import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

/** 1980-01-01, the first day that an archive can name: its bytes depend on nothing but the files. */
const FIRST_DAY = 0x0021;

/** A folder as a zip archive, in the form in which the CDK's CLI publishes assets. */
export function zipFolder(folder: string): Buffer {
  const names = readdirSync(folder, { recursive: true }).map(String).sort().filter((name) => statSync(path.join(folder, name)).isFile());
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const file = path.join(folder, name);
    const bytes = readFileSync(file);
    const packed = deflateRawSync(bytes);
    const nameBytes = Buffer.from(name.split(path.sep).join('/'));
    // Version 2.0, names in UTF-8, deflated.
    const common = fields(
      [20, 2], [0x0800, 2], [8, 2], [0, 2], [FIRST_DAY, 2], [crc32(bytes), 4], [packed.length, 4], [bytes.length, 4], [nameBytes.length, 2], [0, 2],
    );
    files.push(fields([0x04034b50, 4]), common, nameBytes, packed);
    // Made on Unix; no comment, first disk, binary, and the mode.
    const mode = 0o100000 + statSync(file).mode % 0o1000;
    directory.push(fields([0x02014b50, 4], [0x0314, 2]), common, fields([0, 2], [0, 2], [0, 2], [0, 2], [mode, 2], [offset, 4]), nameBytes);
    offset += 4 + common.length + nameBytes.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  return Buffer.concat([
    ...files, listed, fields([0x06054b50, 4], [0, 2], [0, 2], [names.length, 2], [names.length, 2], [listed.length, 4], [offset, 4], [0, 2]),
  ]);
}

/** Numbers, each with its size in bytes, as archives have them. */
function fields(...numbers: ReadonlyArray<readonly [number, 2 | 4]>): Buffer {
  return Buffer.concat(numbers.map(([value, size]) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUIntLE(value, 0, size);
    return bytes;
  }));
}
