import * as path from 'node:path';
import type { BuildOptions } from 'esbuild';
import { trims } from './bundle-trims';

/** How the function's code is bundled, whatever it begins with. `changed` is told the path of each file that gets other contents. */
export function bundleOptions(root: string, changed?: (path: string) => void): BuildOptions {
  return {
    absWorkingDir: root,
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
    plugins: [trims(changed)],
    legalComments: 'none',
  };
}
