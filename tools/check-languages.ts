/**
 * Runs the app with every construct in each language whose tools are on this machine, with the packages of `npm run package-all`
 * beside the real aws-cdk-lib of that language. Each must synthesize the template that the TypeScript app does.
 *
 *     tsx tools/check-languages.ts [LANGUAGE...]
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { writeEveryConstructApp } from './every-construct-app';
import { LANGUAGES, missingTools } from './languages';

const root = path.join(__dirname, '..');
const apps = path.join(root, 'test', 'languages');
const packages = path.join(root, 'dist');
/** One that npm, PyPI, Maven Central and Go's proxy all have. */
const CDK = '2.263.0';
const CONSTRUCTS = '10.6.0';
const GO_MODULE = 'github.com/cdk-lightsail/cdk-lightsail-go/cdklightsail';

type Template = Record<string, unknown>;
/** Installs the app of a language in a folder and runs it; the assembly goes where CDK_OUTDIR says. */
type RunApp = (folder: string, env: NodeJS.ProcessEnv) => void;

const RUN: Readonly<Record<string, RunApp>> = { python: runPython, java: runJava, go: runGo };

async function main(wanted: readonly string[]): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-languages-'));
  try {
    const expected = await javaScriptTemplate(path.join(folder, 'js'));
    const others = LANGUAGES.filter(({ name }) => name !== 'js' && (wanted.length === 0 || wanted.includes(name)));
    for (const { name, appTools } of others) {
      const missing = missingTools(appTools);
      if (missing.length > 0) {
        console.log(`${name}: skipped, there is no ${missing.join(', ')} on this machine.`);
        continue;
      }
      if (!Object.hasOwn(RUN, name)) {
        console.log(`${name}: skipped, there is no app in it.`);
        continue;
      }
      check(name, synthesize(path.join(folder, name), RUN[name]), expected);
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function javaScriptTemplate(folder: string): Promise<Template> {
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  const [tarball] = fs.readdirSync(path.join(packages, 'js'));
  run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', `aws-cdk-lib@${CDK}`, `constructs@${CONSTRUCTS}`, path.join(packages, 'js', tarball));
  await writeEveryConstructApp(path.join(folder, 'app.js'));
  return synthesize(folder, (cwd, env) => execFileSync(process.execPath, ['app.js'], { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] }));
}

function runPython(folder: string, env: NodeJS.ProcessEnv): void {
  const [wheel] = fs.readdirSync(path.join(packages, 'python')).filter((file) => file.endsWith('.whl'));
  run(folder, 'python3', '-m', 'venv', 'venv');
  const python = path.join(folder, 'venv', process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
  run(folder, python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `aws-cdk-lib==${CDK}`, `constructs==${CONSTRUCTS}`, path.join(packages, 'python', wheel));
  execFileSync(python, ['app.py'], { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] });
}

function runJava(folder: string, env: NodeJS.ProcessEnv): void {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  // Maven would take its copy of an earlier run, which has the same version.
  const repository = path.join(os.homedir(), '.m2', 'repository', 'io', 'github', 'cdklightsail');
  fs.rmSync(repository, { recursive: true, force: true });
  execFileSync('mvn', [
    '--quiet', '--batch-mode', 'compile', 'exec:java', `-Dpackages=${packages}`, `-DlibraryVersion=${version}`, `-DcdkVersion=${CDK}`, `-DconstructsVersion=${CONSTRUCTS}`,
  ], { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
}

function runGo(folder: string, env: NodeJS.ProcessEnv): void {
  fs.writeFileSync(path.join(folder, 'go.mod'), [
    'module everyconstruct', '', 'go 1.25', '', 'require (',
    `\t${GO_MODULE} v0.0.0`, `\tgithub.com/aws/aws-cdk-go/awscdk/v2 v${CDK}`, `\tgithub.com/aws/constructs-go/constructs/v10 v${CONSTRUCTS}`, ')', '',
    `replace ${GO_MODULE} => ${path.join(packages, 'go', 'cdklightsail')}`, '',
  ].join('\n'));
  // The app is thrown away: what its go.sum would protect is not there to stay.
  const options = { cwd: folder, env: { ...env, GOFLAGS: '-mod=mod', GOSUMDB: 'off' }, stdio: 'inherit' as const };
  execFileSync('go', ['mod', 'tidy'], { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('go', ['run', '.'], options);
}

function synthesize(folder: string, runApp: RunApp): Template {
  const name = path.basename(folder);
  if (!fs.existsSync(folder)) fs.cpSync(path.join(apps, name), folder, { recursive: true });
  const outdir = path.join(folder, 'cdk.out');
  const began = Date.now();
  runApp(folder, { ...process.env, CDK_OUTDIR: outdir, NODE_PATH: '', NODE_OPTIONS: '' });
  console.log(`${name}: installed and synthesized in ${Math.round((Date.now() - began) / 1000)} s`);
  const template = fs.readFileSync(path.join(outdir, 'Everything.template.json'), 'utf8');
  // Names of assets are hashes of files, which each package has of its own.
  return JSON.parse(template.replace(/[0-9a-f]{64}/g, 'ASSET')) as Template;
}

function check(name: string, actual: Template, expected: Template): void {
  if (isDeepStrictEqual(actual, expected)) {
    console.log(`${name}: the same template as in TypeScript, with ${Object.keys(expected.Resources as object).length} resources.`);
    return;
  }
  const [got, wanted] = [actual.Resources, expected.Resources] as Array<Record<string, unknown>>;
  const different = [...new Set([...Object.keys(got), ...Object.keys(wanted)])].filter((id) => !isDeepStrictEqual(got[id], wanted[id]));
  const show = (id: string) => `${id}:\n  ${name}: ${JSON.stringify(got[id])}\n  ts: ${JSON.stringify(wanted[id])}`;
  throw new Error(`${name}: the template differs from TypeScript's:\n${different.map(show).join('\n')}`);
}

function run(cwd: string, command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
