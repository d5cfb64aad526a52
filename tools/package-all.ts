/**
 * Builds the package of each language whose tools are on this machine into dist/, with the examples translated, and names the
 * others. What `npm run build` compiled is packed: build first.
 *
 *     tsx tools/package-all.ts [LANGUAGE...]
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { LANGUAGES, missingTools } from './languages';

const root = path.join(__dirname, '..');
const dist = path.join(root, 'dist');

function main(wanted: readonly string[]): void {
  const unknown = wanted.filter((name) => !LANGUAGES.some((language) => language.name === name));
  if (unknown.length > 0) throw new Error(`There is no language ${unknown.join(', ')}; there are ${LANGUAGES.map(({ name }) => name).join(', ')}.`);
  run(root, 'tsx', 'tools/translate-examples.ts');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-package-'));
  try {
    stage(folder);
    build(folder, wanted);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What npm would publish, beside the oldest peers that it allows. jsii-pacmak takes what is installed for the lower bound of
 * Go's and Java's packages, and Go's proxy and Maven's repository have new versions of the CDK days after npm.
 */
function stage(folder: string): void {
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32',
  })) as Array<{ filename: string }>;
  execFileSync('tar', ['-xzf', filename, '--strip-components=1'], { cwd: folder });
  fs.rmSync(path.join(folder, filename));
  fs.copyFileSync(path.join(root, '.jsii.tabl.json'), path.join(folder, '.jsii.tabl.json'));
  installOldest(folder, readPackage(root).peerDependencies);
  // What aws-cdk-lib itself needs of jsii packages: jsii-pacmak writes their versions into go.mod, too.
  const needed = Object.entries(readPackage(path.join(folder, 'node_modules', 'aws-cdk-lib')).dependencies);
  installOldest(folder, Object.fromEntries(needed.filter(([name]) => name.startsWith('@aws-cdk/'))));
}

/** Installed aside: npm would install what the library is developed with, too. */
function installOldest(folder: string, ranges: Readonly<Record<string, string>>): void {
  const aside = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-peers-'));
  try {
    fs.writeFileSync(path.join(aside, 'package.json'), '{ "private": true }');
    const oldest = Object.entries(ranges).map(([name, range]) => `${name}@${range.replace(/^\^/, '')}`);
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...oldest], {
      cwd: aside, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32',
    });
    fs.cpSync(path.join(aside, 'node_modules'), path.join(folder, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
  }
}

function readPackage(folder: string): Record<'dependencies' | 'peerDependencies', Record<string, string>> {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

function build(folder: string, wanted: readonly string[]): void {
  const built: string[] = [];
  const skipped: string[] = [];
  for (const language of LANGUAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const missing = missingTools(language.tools);
    const options = ['--target', language.name, '--rosetta-tablet', '.jsii.tabl.json', '--rosetta-unknown-snippets', 'verbatim', '--no-npmignore'];
    // Its code is generated all the same: that finds what jsii cannot express in a language. Of Go it is the package.
    const isCode = missing.length > 0 || language.tools.length === 0;
    run(folder, 'jsii-pacmak', ...options, ...isCode ? ['--code-only'] : [], '--outdir', missing.length > 0 ? path.join(dist, 'code-only') : dist);
    if (missing.length === 0) built.push(language.name);
    else skipped.push(`${language.name} (no ${missing.join(', ')} on this machine)`);
  }
  if (built.length > 0) console.log(`Built into dist/: ${built.join(', ')}.`);
  if (skipped.length > 0) console.log(`Generated into dist/code-only/, but not built: ${skipped.join(', ')}.`);
}

function run(cwd: string, command: string, ...args: readonly string[]): void {
  execFileSync(path.join(root, 'node_modules', '.bin', command), args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
