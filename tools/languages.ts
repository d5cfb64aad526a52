import { spawnSync } from 'node:child_process';

/** A language that jsii makes a package for. */
export interface Language {
  /** As jsii-pacmak calls it. */
  readonly name: string;
  /** The commands without which the package cannot be built. Go's is its source code. */
  readonly tools: readonly string[];
  /** The commands without which an app in that language cannot run. */
  readonly appTools: readonly string[];
}

export const LANGUAGES: readonly Language[] = [
  { name: 'js', tools: ['npm'], appTools: ['npm'] },
  { name: 'python', tools: ['python3'], appTools: ['python3'] },
  { name: 'java', tools: ['javac', 'mvn'], appTools: ['javac', 'mvn'] },
  { name: 'go', tools: [], appTools: ['go'] },
  { name: 'dotnet', tools: ['dotnet'], appTools: ['dotnet'] },
];

/** Those of some commands that are not on this machine. */
export function missingTools(tools: readonly string[]): string[] {
  return tools.filter((tool) => spawnSync(tool, [tool === 'go' ? 'version' : '--version'], { stdio: 'ignore', shell: process.platform === 'win32' }).status !== 0);
}
