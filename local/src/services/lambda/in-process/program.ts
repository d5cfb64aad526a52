import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What of Node.js such code may load: nothing that reaches the machine's network or its time but by what the sandbox replaces. */
const MODULES = ['node:crypto', 'node:fs', 'node:http', 'node:https', 'node:os', 'node:process', 'node:stream', 'node:timers/promises'];

/** The globals in whose place the sandbox puts its own. */
export interface ProgramGlobals {
  readonly require: (name: string) => unknown;
  readonly importModule: (name: string) => Promise<unknown>;
  readonly process: object;
  readonly console: object;
  readonly Date: DateConstructor;
  readonly setTimeout: (callback: () => void, delay?: number) => unknown;
  readonly clearTimeout: (timer: unknown) => void;
}

/** Code that can run in this process: each call runs it anew, and returns what it exports. */
export type Program = (globals: ProgramGlobals) => Readonly<Record<string, unknown>>;

const NAMES = ['require', 'importModule', 'process', 'console', 'Date', 'setTimeout', 'clearTimeout'] as const;
const known = new Map<string, Program | undefined>();

/**
 * The program in a function's folder, if it can run in this process: one CommonJS file, such as bundlers make, that loads a few
 * of Node's modules and nothing else. `undefined`: it needs a process of its own.
 */
export function programIn(folder: string, handler: string): Program | undefined {
  // A folder of code is named by its content.
  if (!known.has(folder)) known.set(folder, load(folder, handler));
  return known.get(folder);
}

function load(folder: string, handler: string): Program | undefined {
  const file = path.join(folder, `${handler.split('.')[0]}.js`);
  if (!existsSync(file) || readdirSync(folder).some((name) => !/\.(js|map|txt)$/.test(name) && name !== 'package.json')) return undefined;
  const source = readFileSync(file, 'utf8');
  const loaded = [...source.matchAll(/\b(?:require|import)\(\s*(?:"([^"]*)"|'([^']*)'|(\S))/g)].map(([, first, second]) => first ?? second);
  if (loaded.some((name) => !MODULES.includes(name))) return undefined;
  // `import(…)` cannot be redirected in a script. Not ours to know: setInterval, performance. Code that needs them gets a process.
  if (/\b(setInterval|setImmediate|performance|globalThis|fetch|AbortSignal\.timeout)\b/.test(source)) return undefined;
  const text = source.replaceAll(/\bimport\(/g, 'importModule(');
  // A function of this very realm: errors and dates of the code are those of the sandbox, also where test runners have realms of their own.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, no-new-func
  const run = new Function('module', 'exports', ...NAMES, `${text}\n//# sourceURL=${file}`) as (...values: unknown[]) => void;
  return (globals) => {
    const module = { exports: {} };
    run(module, module.exports, ...NAMES.map((name) => globals[name]));
    return module.exports;
  };
}
