/**
 * Makes the code of the provider's function: one file, and beside it the licences of what is in it.
 *
 *     tsx tools/bundle.ts
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { bundleOptions } from './bundle-options';

const root = path.join(__dirname, '..');
const target = path.join(root, 'assets', 'lightsail-provider');

/** A bigger bundle starts slower, in every account. */
const MAX_BYTES = 250_000;

async function main(): Promise<void> {
  const result = await build({
    ...bundleOptions(root),
    entryPoints: ['lambda/index.ts'],
    outfile: path.join(target, 'index.js'),
    metafile: true,
    write: false,
  });
  const [{ contents }] = result.outputFiles;
  if (contents.byteLength > MAX_BYTES) {
    throw new Error(`The bundle has ${contents.byteLength} bytes, and may have ${MAX_BYTES}. Look at what came in: ${biggest(result.metafile).join(', ')}.`);
  }
  // Made aside and put in place at once: an app that is being synthesized meanwhile must not find half of it.
  const draft = `${target}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  writeFileSync(path.join(draft, 'index.js'), contents);
  writeFileSync(path.join(draft, 'THIRD-PARTY-LICENSES.txt'), notice(packagesOf(result.metafile)));
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
  console.log(`assets/lightsail-provider/index.js: ${contents.byteLength} bytes`);
}

/** The folders of the packages that the bundle holds code of. */
function packagesOf({ inputs }: Metafile): string[] {
  const folders = Object.keys(inputs)
    .map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
    .filter((folder) => folder !== undefined);
  return [...new Set(folders)].sort();
}

/** Each licence text once, under the packages that it covers. */
function notice(folders: string[]): string {
  const texts = new Map<string, string[]>();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as Record<string, string>;
    const file = readdirSync(path.join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(path.join(root, folder, file), 'utf8').trim() : `Licensed under ${license}. The package brings no text of its own.`;
    texts.set(text, [...texts.get(text) ?? [], `${name} ${version} (${license})`]);
  }
  const rule = '-'.repeat(120);
  return ['index.js contains code of these packages:\n', ...[...texts].map(([text, packages]) => `${rule}\n${packages.join('\n')}\n${rule}\n\n${text}\n`)].join('\n');
}

function biggest({ outputs }: Metafile): string[] {
  return Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs))
    .sort(([, one], [, other]) => other.bytesInOutput - one.bytesInOutput)
    .slice(0, 5)
    .map(([file, { bytesInOutput }]) => `${file} (${bytesInOutput})`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
