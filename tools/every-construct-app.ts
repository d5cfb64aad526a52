import * as path from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = path.join(__dirname, '..');
const NAME = 'cdk-lightsail';
const PEERS = ['aws-cdk-lib', 'constructs'];

/** The app imports the sources, so that its types are checked; here it gets the package. */
const packageForSources: Plugin = {
  name: 'package-for-sources',
  setup(plugin) {
    plugin.onResolve({ filter: /^(\.\.\/)+src$/ }, () => ({ path: NAME, external: true }));
  },
};

/** Makes one file of the app with every construct, which loads the library and its peers from where it lies. */
export async function writeEveryConstructApp(outfile: string): Promise<void> {
  await build({
    entryPoints: [path.join(root, 'test', 'e2e', 'package', 'every-construct.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: [NAME, ...PEERS.flatMap((peer) => [peer, `${peer}/*`])],
    plugins: [packageForSources],
    logLevel: 'error',
  });
}
