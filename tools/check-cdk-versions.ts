/**
 * Compiles the library and runs its construct tests beside other versions of aws-cdk-lib than the one it is developed with:
 * the oldest that package.json allows, and the newest. They are installed from the package registry, into a folder aside.
 *
 *     tsx tools/check-cdk-versions.ts
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const root = path.join(__dirname, '..');
const { peerDependencies, devDependencies } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<
  'peerDependencies' | 'devDependencies', Record<string, string>
>;

/** The tests of constructs. Those in test/e2e and test/lambda are about what runs in AWS. */
const TESTS = ['alarms', 'distributions', 'metrics', 'provider', 'references', 'schedules', 'snapshots'].map((family) => path.join('test', family));

interface Versions {
  readonly title: string;
  readonly cdk: string;
  readonly constructs: string;
}

function main(): void {
  const floor = (name: string) => peerDependencies[name].replace(/^\^/, '');
  check({ title: 'the oldest', cdk: floor('aws-cdk-lib'), constructs: floor('constructs') });
  check({ title: 'the newest', cdk: 'latest', constructs: 'latest' });
}

function check({ title, cdk, constructs }: Versions): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-cdk-'));
  try {
    fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
    run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `aws-cdk-lib@${cdk}`, `constructs@${constructs}`], folder);
    const modules = path.join(folder, 'node_modules');
    const installed = JSON.parse(fs.readFileSync(path.join(modules, 'aws-cdk-lib', 'package.json'), 'utf8')) as { version: string };
    console.log(`aws-cdk-lib ${installed.version}, ${title} that is allowed`);
    if (installed.version === devDependencies['aws-cdk-lib']) {
      console.log('It is the one that all tests use.');
      return;
    }
    compile(folder, modules);
    test(folder, modules);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** What jsii would find: whether each type and each member that the sources use is there. */
function compile(folder: string, modules: string): void {
  const config = path.join(folder, 'tsconfig.json');
  fs.writeFileSync(config, JSON.stringify({
    extends: path.join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: true,
      rootDir: '/',
      types: ['node'],
      typeRoots: [path.join(root, 'node_modules', '@types')],
      paths: {
        'aws-cdk-lib': [path.join(modules, 'aws-cdk-lib')],
        'aws-cdk-lib/*': [path.join(modules, 'aws-cdk-lib', '*')],
        'constructs': [path.join(modules, 'constructs')],
      },
    },
    include: [path.join(root, 'src', '**', '*.ts')],
  }));
  run(process.execPath, [require.resolve('typescript/bin/tsc'), '--project', config], root);
}

function test(folder: string, modules: string): void {
  const config = path.join(folder, 'jest.config.json');
  const base = JSON.parse(fs.readFileSync(path.join(root, 'jest.config.json'), 'utf8')) as Record<string, unknown>;
  fs.writeFileSync(config, JSON.stringify({
    ...base,
    rootDir: root,
    reporters: ['default'],
    moduleNameMapper: {
      '^aws-cdk-lib$': path.join(modules, 'aws-cdk-lib'),
      '^aws-cdk-lib/(.*)$': path.join(modules, 'aws-cdk-lib', '$1'),
      '^constructs$': path.join(modules, 'constructs'),
    },
  }));
  run(process.execPath, [require.resolve('jest/bin/jest'), '--config', config, ...TESTS], root);
}

function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
}

main();
