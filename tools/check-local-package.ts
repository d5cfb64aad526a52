/**
 * Does what the README of the local cloud tells a new user to do, in an empty folder: its commands and its files exactly as
 * printed, but for the two packages, which are the ones that were just built. It installs from the package registry.
 *
 *     tsx tools/check-local-package.ts
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const root = path.join(__dirname, '..');
/** The versions with which this repository is tested. */
const { devDependencies: versions } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-local-cloud-package-'));
  try {
    const tarballs = { 'cdk-lightsail': pack(root, folder), 'cdk-local-cloud': pack(path.join(root, 'local'), folder) };
    const app = path.join(folder, 'app');
    fs.mkdirSync(app);
    let serving: ChildProcess | undefined;
    for (const step of steps(fs.readFileSync(path.join(root, 'local', 'README.md'), 'utf8'))) {
      if ('file' in step) fs.writeFileSync(path.join(app, step.file), step.text);
      else if (step.commands[0].includes(' serve')) serving = await serve(app, step.commands[0]);
      else await run(app, step.commands.map((command) => withPackages(command, tarballs)).join('\n'));
    }
    await end(serving);
    checkDependencies(app);
    console.log('The steps of the README work in an empty folder.');
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function pack(packageFolder: string, destination: string): string {
  const output = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', destination], {
    cwd: packageFolder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32',
  });
  const [{ filename, files }] = JSON.parse(output) as Array<{ filename: string; files: Array<{ path: string }> }>;
  const strange = files.map((file) => file.path).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
  if (strange.length > 0) throw new Error(`The package holds sources: ${strange.join(', ')}`);
  return path.join(destination, filename);
}

type Step = { readonly file: string; readonly text: string } | { readonly commands: readonly string[] };

/** The blocks of the page: a file is named in the sentence before it, and commands are in blocks of `sh`. */
function steps(page: string): Step[] {
  return [...page.matchAll(/([^\n]*)\n\n```(js|sh)\n(.*?)^```/gms)].map(([, before, language, text]): Step => {
    if (language === 'sh') return { commands: text.trim().split('\n') };
    const [, file] = /`([\w.-]+\.js)`/.exec(before) ?? [];
    if (!file) throw new Error(`Got a block of JavaScript after '${before}'; expected the name of its file there, such as \`shop.js\`.`);
    return { file, text };
  });
}

/** A new user gets these packages from the registry; here they are what was just built, or what this repository is tested with. */
function withPackages(command: string, tarballs: Readonly<Record<string, string>>): string {
  if (!command.startsWith('npm install')) return command;
  return command.split(' ').map((word) => tarballs[word] ?? (versions[word] ? `${word}@${versions[word]}` : word)).join(' ');
}

/** The variables of a new user, who has nothing of this repository's. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|AWS_|NODE_|INIT_CWD)/.test(name));
  return { ...Object.fromEntries(own), NO_COLOR: '1' };
}

/** The account in the other terminal: resolves when it can be used. */
function serve(cwd: string, command: string): Promise<ChildProcess> {
  console.log(`$ ${command}`);
  return new Promise((resolve, reject) => {
    // A group of its own, so that whatever npx starts ends with it.
    const child = spawn(command, { cwd, shell: true, env: environment(), stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    child.stdout.on('data', (chunk: Buffer) => { if (chunk.toString().includes('Serving the account')) resolve(child); });
    child.once('close', (code) => reject(new Error(`'${command}' ended with ${code}.`)));
  });
}

function end(child: ChildProcess | undefined): Promise<void> {
  if (!child?.pid) return Promise.resolve();
  const { pid } = child;
  return new Promise((resolve) => {
    child.once('close', () => resolve());
    process.kill(-pid, 'SIGINT');
  });
}

function run(cwd: string, commands: string): Promise<void> {
  console.log(commands.replace(/^/gm, '$ '));
  return new Promise((resolve, reject) => {
    const child = spawn(`set -e\n${commands}`, { cwd, shell: true, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { out += chunk.toString(); });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve();
      console.log(out);
      reject(new Error(`These commands ended with ${code}.`));
    });
  });
}

/** At run time the local cloud needs neither TypeScript nor a bundler, and nothing of this repository. */
function checkDependencies(app: string): void {
  const installed = JSON.parse(fs.readFileSync(path.join(app, 'node_modules', '.package-lock.json'), 'utf8')) as { packages: Record<string, object> };
  const unwanted = ['typescript', 'tsx', 'ts-node', 'esbuild', 'jest'].filter((name) => `node_modules/${name}` in installed.packages);
  if (unwanted.length > 0) throw new Error(`A user gets ${unwanted.join(', ')} installed: something depends on it.`);
  const lib = path.join(app, 'node_modules', 'cdk-local-cloud', 'lib');
  const telling = fs.readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((file) => (
    fs.statSync(path.join(lib, file)).isFile() && fs.readFileSync(path.join(lib, file), 'utf8').includes(root)
  ));
  if (telling.length > 0) throw new Error(`The package names the folder that it was built in: ${telling.join(', ')}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
