import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Timers, VirtualTimer } from './timers';

interface PromiseOptions {
  readonly signal?: AbortSignal;
  readonly ref?: boolean;
}

/** Puts virtual timers in the place of Node's, wherever code may get them from. */
export function installTimers(virtual: Timers): void {
  const setVirtualTimeout = (callback: unknown, delay?: unknown, ...args: unknown[]): VirtualTimer =>
    virtual.start(bind(callback, args), delay, false);
  const setVirtualInterval = (callback: unknown, delay?: unknown, ...args: unknown[]): VirtualTimer =>
    virtual.start(bind(callback, args), delay, true);
  const clear = (timer: unknown): void => virtual.clear(timer);
  const sleep = <T>(delay?: number, value?: T, options?: PromiseOptions): Promise<T> => sleepOn(virtual, delay, value as T, options);
  Object.defineProperty(setVirtualTimeout, promisify.custom, { value: sleep });

  const replacements = {
    setTimeout: setVirtualTimeout,
    setInterval: setVirtualInterval,
    clearTimeout: clear,
    clearInterval: clear,
  };
  Object.assign(globalThis, replacements);
  Object.assign(timers, replacements);
  Object.assign(timersPromises, {
    setTimeout: sleep,
    setInterval: (delay?: number, value?: unknown, options?: PromiseOptions) => ticks(virtual, delay, value, options),
  });
  Object.assign(timersPromises.scheduler, { wait: (delay: number, options?: PromiseOptions) => sleep(delay, undefined, options) });
  AbortSignal.timeout = (delay: number): AbortSignal => {
    const controller = new AbortController();
    virtual.start(() => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay, false).unref();
    return controller.signal;
  };
  syncBuiltinESMExports();
}

function bind(callback: unknown, args: unknown[]): () => void {
  if (typeof callback !== 'function') throw new TypeError(`The "callback" argument must be of type function. Received ${typeof callback}`);
  return () => { callback(...args); };
}

function sleepOn<T>(virtual: Timers, delay: number | undefined, value: T, options?: PromiseOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const signal = options?.signal;
    const abort = () => reject(abortError(signal));
    if (signal?.aborted) return abort();
    const timer = virtual.start(() => {
      signal?.removeEventListener('abort', cancel);
      resolve(value);
    }, delay, false);
    const cancel = () => {
      timer.close();
      abort();
    };
    if (options?.ref === false) timer.unref();
    signal?.addEventListener('abort', cancel, { once: true });
  });
}

async function* ticks(virtual: Timers, delay: number | undefined, value: unknown, options?: PromiseOptions): AsyncGenerator<unknown> {
  for (;;) yield await sleepOn(virtual, delay, value, options);
}

function abortError(signal?: AbortSignal): Error {
  return Object.assign(new Error('The operation was aborted', { cause: signal?.reason }), { name: 'AbortError', code: 'ABORT_ERR' });
}
