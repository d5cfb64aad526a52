/**
 * Makes the code of the provider's function: one file, and beside it the licences of what is in it.
 *
 *     tsx tools/bundle.ts
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

const root = path.join(__dirname, '..');
const target = path.join(root, 'assets', 'lightsail-provider');

/** "At most 250 KB": a bigger bundle starts slower, in every account. */
const MAX_BYTES = 250_000;

/**
 * The client's schemas of all its calls are one file, with keys like `[_ht]` where `_ht` is a constant text. esbuild takes
 * a computed key for a side effect and keeps them all; written out, those of unused calls go.
 */
const onlyUsedSchemas: Plugin = {
  name: 'only-used-schemas',
  setup(plugin) {
    plugin.onLoad({ filter: /client-lightsail[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/ }, (file) => {
      const source = readFileSync(file.path, 'utf8');
      const texts = new Map([...source.matchAll(/^const (\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]));
      return { contents: source.replace(/\[(\w+)\]:/g, (key, name: string) => (texts.has(name) ? `${texts.get(name)}:` : key)) };
    });
  },
};

async function main(): Promise<void> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['lambda/index.ts'],
    outfile: path.join(target, 'index.js'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    // What Lambda and Lightsail have no use for, and a third of the bundle without it: the ways to get credentials other than
    // from the environment, and streams of events.
    alias: {
      '@aws-sdk/credential-provider-node': path.join(root, 'lambda', 'aws', 'no-credential-providers.ts'),
      '@smithy/core/event-streams': path.join(root, 'lambda', 'aws', 'no-event-streams.ts'),
    },
    plugins: [onlyUsedSchemas],
    legalComments: 'none',
    metafile: true,
    write: false,
  });
  const [{ contents }] = result.outputFiles;
  if (contents.byteLength > MAX_BYTES) {
    throw new Error(`The bundle has ${contents.byteLength} bytes, and may have ${MAX_BYTES}. Look at what came in: ${biggest(result.metafile).join(', ')}.`);
  }
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  writeFileSync(path.join(target, 'index.js'), contents);
  writeFileSync(path.join(target, 'THIRD-PARTY-LICENSES.txt'), notice(packagesOf(result.metafile)));
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
