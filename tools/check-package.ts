/**
 * Packs the library as `npm publish` would, installs it beside nothing but its peers, and synthesizes an app with every
 * construct there. What `npm run build` compiled and bundled is packed: build first.
 *
 *     tsx tools/check-package.ts
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { writeEveryConstructApp } from './every-construct-app';

const root = path.join(__dirname, '..');
const NAME = 'cdk-lightsail';
const PEERS = ['aws-cdk-lib', 'constructs'];
const ASSET = ['index.js', 'THIRD-PARTY-LICENSES.txt', 'sbom.cdx.json'].map((file) => `assets/lightsail-provider/${file}`);
/** For templates without the CDK. */
const SCHEMAS = fs.readdirSync(path.join(root, 'schemas')).map((file) => `schemas/${file}`);
/** What it cannot do without. `.jsii.gz` is what jsii makes the packages for other languages from. */
const NEEDED = ['package.json', 'README.md', 'LICENSE', 'NOTICE', '.jsii', '.jsii.gz', 'lib/index.js', 'lib/index.d.ts', ...ASSET, ...SCHEMAS];
const MAX_UNPACKED_BYTES = 1_000_000;

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: ReadonlyArray<{ readonly path: string; readonly size: number }>;
}

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${NAME}-package-`));
  try {
    const packed = pack(folder);
    checkFiles(packed);
    const app = await install(folder, packed.filename);
    checkIsolation(app);
    const assembly = synthesize(app);
    checkAssembly(assembly);
    show(packed);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function pack(folder: string): Packed {
  const output = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32',
  });
  const [packed] = JSON.parse(output) as Packed[];
  return packed;
}

function checkFiles({ files, unpackedSize }: Packed): void {
  const paths = files.map((file) => file.path);
  const missing = NEEDED.filter((needed) => !paths.includes(needed));
  if (missing.length > 0) throw new Error(`The package lacks ${missing.join(', ')}. Run 'npm run build' first.`);
  const strange = paths.filter((file) => !isShipped(file));
  if (strange.length > 0) throw new Error(`The package holds what nobody needs: ${strange.join(', ')}. Leave it out in .projenrc.ts ('files').`);
  if (unpackedSize > MAX_UNPACKED_BYTES) throw new Error(`The package has ${unpackedSize} bytes unpacked, and may have ${MAX_UNPACKED_BYTES}.`);
}

/** Everything in `lib` is compiled from a file in `src`: nothing lies about there from before. */
function isShipped(file: string): boolean {
  const [, compiled] = /^lib\/(.+)\.(?:js|d\.ts)$/.exec(file) ?? [];
  return NEEDED.includes(file) || (compiled !== undefined && (compiled === '.warnings.jsii' || fs.existsSync(path.join(root, 'src', `${compiled}.ts`))));
}

/** An app's folder with the unpacked library, and its peers, which are linked: so they find what is their own. */
async function install(folder: string, tarball: string): Promise<string> {
  const app = path.join(folder, 'app');
  const modules = path.join(app, 'node_modules');
  const library = path.join(modules, NAME);
  fs.mkdirSync(library, { recursive: true });
  execFileSync('tar', ['-xzf', path.join('..', tarball), '--strip-components=1', '-C', path.relative(app, library)], { cwd: app });
  for (const peer of PEERS) fs.symlinkSync(path.join(root, 'node_modules', peer), path.join(modules, peer), 'junction');
  await writeEveryConstructApp(path.join(app, 'app.js'));
  return app;
}

/** The check is worth something only if a package that the library must not need is not to be found. */
function checkIsolation(app: string): void {
  const { devDependencies } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
  const forbidden = Object.keys(devDependencies).filter((name) => !PEERS.includes(name));
  const program = `for (const name of ${JSON.stringify(forbidden)}) {
    try { require.resolve(name + '/package.json'); } catch { continue; }
    throw new Error(name + ' can be found from ' + process.cwd() + ': the check would prove nothing.');
  }`;
  node(app, ['-e', program]);
}

function synthesize(app: string): string {
  const outdir = path.join(app, 'cdk.out');
  node(app, ['app.js'], { CDK_OUTDIR: outdir });
  return outdir;
}

function node(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  execFileSync(process.execPath, args, { cwd, env: { ...process.env, NODE_PATH: '', NODE_OPTIONS: '', ...env }, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** The provider's function is in the template, and its code in the assembly, byte for byte what was packed. */
function checkAssembly(assembly: string): void {
  const [templateFile] = fs.readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
  const template = JSON.parse(fs.readFileSync(path.join(assembly, templateFile), 'utf8')) as { Resources: Record<string, Resource> };
  const functions = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  const customResources = Object.values(template.Resources).filter(({ Type }) => Type.startsWith('Custom::Lightsail'));
  if (functions.length === 0 || customResources.length === 0) throw new Error('The template holds no function, or no custom resource.');

  const code = fs.readFileSync(path.join(root, 'assets', 'lightsail-provider', 'index.js'));
  const assets = fs.readdirSync(assembly).filter((entry) => entry.startsWith('asset.')).map((entry) => path.join(assembly, entry, 'index.js'));
  if (!assets.some((file) => fs.existsSync(file) && fs.readFileSync(file).equals(code))) {
    throw new Error('The assembly holds no asset with the code of the provider\'s function.');
  }
}

interface Resource {
  readonly Type: string;
}

function show({ filename, size, unpackedSize, files }: Packed): void {
  console.log(`${filename}: ${kilobytes(size)}, unpacked ${kilobytes(unpackedSize)}, ${files.length} files`);
  for (const part of ['lib/', 'assets/', '.jsii']) {
    console.log(`  ${part.padEnd(8)} ${kilobytes(files.filter((file) => file.path.startsWith(part)).reduce((sum, file) => sum + file.size, 0))}`);
  }
  console.log('An app with every construct synthesizes, beside aws-cdk-lib and constructs alone.');
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} KB`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
