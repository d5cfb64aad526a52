/**
 * Translates every TypeScript example of README.md, docs/ and the docstrings into the other languages of jsii, in strict mode:
 * one that does not compile, or that cannot be translated, is an error. The packages for the other languages are built with
 * the translations (.jsii.tabl.json). Run `npx projen compile` before.
 *
 *     tsx tools/translate-examples.ts
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { gunzipSync } from 'node:zlib';

const root = path.join(__dirname, '..');
const docs = path.join(root, 'docs');
/** What the examples import besides the library. */
const MODULES = ['aws-cdk-lib', 'constructs', 'cdk-monitoring-constructs'];

interface Assembly {
  readonly name: string;
}

function main(): void {
  const file = path.join(root, '.jsii');
  if (!fs.existsSync(file)) throw new Error('There is no .jsii. Run \'npx projen compile\' first.');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-examples-'));
  try {
    writeDocsAssembly(readAssembly(file), folder);
    for (const directory of [root, folder]) extract(directory);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** What jsii wrote: compressed, into a file to which the first one leads. */
function readAssembly(file: string): Assembly {
  const { filename } = JSON.parse(fs.readFileSync(file, 'utf8')) as { filename: string };
  return JSON.parse(gunzipSync(fs.readFileSync(path.join(root, filename))).toString()) as Assembly;
}

/** jsii-rosetta reads examples from assemblies only: the pages of docs/ are the README of one that has no types. */
function writeDocsAssembly(library: Assembly, folder: string): void {
  const pages = fs.readdirSync(docs).filter((page) => page.endsWith('.md'));
  const name = `${library.name}-docs`;
  const version = versionOf(root);
  const dependencies = { ...Object.fromEntries(MODULES.map((module) => [module, versionOf(module)])), [library.name]: version };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version, dependencies, jsii: { targets: {} } }));
  fs.writeFileSync(path.join(folder, '.jsii'), JSON.stringify({
    ...library,
    name,
    dependencies,
    targets: { js: { npm: name } },
    types: {},
    submodules: {},
    readme: { markdown: pages.map((page) => translatable(fs.readFileSync(path.join(docs, page), 'utf8'))).join('\n\n') },
  }));
  const modules = path.join(folder, 'node_modules');
  fs.mkdirSync(modules);
  fs.symlinkSync(root, path.join(modules, library.name), 'junction');
  for (const module of MODULES) fs.symlinkSync(path.join(root, 'node_modules', module), path.join(modules, module), 'junction');
}

function versionOf(module: string): string {
  const folder = path.resolve(root, 'node_modules', module);
  return (JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Examples that are for TypeScript only: tests with the local cloud, and injectors of properties, which spread what they get. */
const TYPESCRIPT_ONLY = ["'cdk-local-cloud'", 'IPropertyInjector'];

function translatable(page: string): string {
  return page.replace(/^```ts\n[^]*?^```$/gm, (example) => (TYPESCRIPT_ONLY.some((name) => example.includes(name)) ? '' : example));
}

function extract(directory: string): void {
  execFileSync(process.execPath, [path.join(root, 'node_modules', 'jsii-rosetta', 'bin', 'jsii-rosetta'), 'extract', '--strict', directory], {
    cwd: directory, stdio: ['ignore', 'inherit', 'inherit'],
  });
}

main();
