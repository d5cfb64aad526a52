/**
 * Makes the code of the provider's function: one file, and beside it the licenses and the versions of what is in it.
 *
 *     tsx tools/bundle.ts
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { bundleOptions } from './bundle-options';
import { billOfMaterials, bundledPackages, licenses } from './bundled-packages';

const root = path.join(__dirname, '..');
const target = path.join(root, 'assets', 'lightsail-provider');

/** A bigger bundle starts slower, in every account. */
const MAX_BYTES = 250_000;

async function main(): Promise<void> {
  const changed = new Set<string>();
  const result = await build({
    ...bundleOptions(root, (file) => changed.add(file)),
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
  const packages = bundledPackages(root, result.metafile, changed);
  writeFileSync(path.join(draft, 'THIRD-PARTY-LICENSES.txt'), licenses(packages));
  writeFileSync(path.join(draft, 'sbom.cdx.json'), billOfMaterials(packages));
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
  console.log(`assets/lightsail-provider/index.js: ${contents.byteLength} bytes`);
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
