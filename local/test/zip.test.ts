import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzip } from '../src/services/lambda/unzip';
import { zipFolder } from '../src/zip';

test('an archive has the files of a folder and their modes, and is the same each time', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zip-test-'));
  try {
    const from = path.join(folder, 'from');
    mkdirSync(path.join(from, 'below'), { recursive: true });
    writeFileSync(path.join(from, 'below', 'ä.txt'), 'x'.repeat(10_000));
    writeFileSync(path.join(from, 'empty'), '');
    writeFileSync(path.join(from, 'program'), '#!/bin/sh');
    chmodSync(path.join(from, 'program'), 0o755);
    const archive = zipFolder(from);
    expect(archive.length).toBeLessThan(1000);
    expect(zipFolder(from)).toEqual(archive);
    const to = path.join(folder, 'to');
    unzip(archive, to);
    expect(readFileSync(path.join(to, 'below', 'ä.txt'), 'utf8')).toBe('x'.repeat(10_000));
    expect(readFileSync(path.join(to, 'empty'), 'utf8')).toBe('');
    expect([statSync(path.join(to, 'program')).mode % 0o1000, statSync(path.join(to, 'empty')).mode % 0o1000]).toEqual([0o755, 0o644]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
