import { fork } from 'node:child_process';
import type { FunctionProcess, ProcessListener, ProcessOptions } from './function-process';
import type { FromProcess } from './messages';
import { PROCESS_PROGRAM } from './process-program';

/** Starts a function in Node.js. `flags`: options of Node.js on its command line. */
export function startNode(options: ProcessOptions & { readonly flags: readonly string[] }, now: number, listener: ProcessListener): FunctionProcess {
  const child = fork(PROCESS_PROGRAM, [String(now)], {
    cwd: options.folder,
    env: options.variables,
    execArgv: [...options.flags],
    serialization: 'json',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => listener.log(chunk.toString()));
  child.on('message', (message) => listener.message(message as FromProcess));
  child.on('error', (error) => {
    listener.log(`${error.message}\n`);
    listener.end({ code: null, signal: null });
  });
  child.once('close', (code, signal) => listener.end({ code, signal }));
  return {
    send: (message) => { child.send(message, () => undefined); },
    kill: () => { child.kill('SIGKILL'); },
  };
}
