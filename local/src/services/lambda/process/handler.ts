import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export type Callback = (error?: unknown, result?: unknown) => void;
export type Handler = (event: unknown, context: object, callback: Callback) => unknown;

/** Finds the function that a handler name such as `src/index.handler` names. Errors are named as the runtime names them. */
export async function loadHandler(root: string, name: string): Promise<Handler> {
  const folder = path.dirname(name);
  const [moduleName, ...members] = path.basename(name).split('.');
  if (!moduleName || members.length === 0) throw namedError('Runtime.MalformedHandlerName', 'Bad handler');
  const loaded = await loadModule(path.resolve(root, folder, moduleName));
  let found = loaded;
  for (const member of members) found = (found as Record<string, unknown> | undefined)?.[member];
  if (found === undefined) throw namedError('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  if (typeof found !== 'function') throw namedError('Runtime.HandlerNotFound', `${name} is not a function`);
  return found as Handler;
}

async function loadModule(base: string): Promise<unknown> {
  const file = [base, `${base}.js`, `${base}.mjs`, `${base}.cjs`].find((candidate) => existsSync(candidate) && path.extname(candidate) !== '');
  try {
    if (file && isModule(file)) return await import(pathToFileURL(file).href);
    return createRequire(path.join(path.dirname(base), 'index.js'))(file ?? base);
  } catch (error) {
    if (error instanceof SyntaxError) throw namedError('Runtime.UserCodeSyntaxError', String(error), error.stack);
    const code = (error as { code?: unknown } | undefined)?.code;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
      throw Object.assign(namedError('Runtime.ImportModuleError', String(error), (error as Error).stack), { code });
    }
    throw error;
  }
}

function isModule(file: string): boolean {
  if (path.extname(file) === '.mjs') return true;
  if (path.extname(file) === '.cjs') return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (existsSync(manifest)) return (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: string }).type === 'module';
    if (folder === path.dirname(folder)) return false;
  }
}

export function namedError(name: string, message: string, stack?: string): Error {
  const error = new Error(message);
  error.name = name;
  if (stack) error.stack = stack;
  return error;
}

/** An error as Lambda reports it. */
export function describeError(error: unknown): { errorType: string; errorMessage: string; trace: string[] } {
  if (error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error && 'name' in error)) {
    const { name, message, stack } = error as Error;
    return { errorType: name, errorMessage: String(message), trace: (stack ?? '').split('\n') };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}
