import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FunctionProcess, ProcessListener, ProcessOptions } from './function-process';
import type { ToProcess } from './messages';
import { PYTHON_FOLDER } from './python';
import { RUNTIME_API_PORT } from './runtime-api';

/** For how many real milliseconds a process must be quiet, so that no other thread of it is at work. */
const QUIET = 50;

export interface PythonOptions extends ProcessOptions {
  readonly interpreter: string;
  /** Folders of the layers, which the process finds at `/opt`. */
  readonly layers: readonly string[];
  /** Where Python may keep what it compiles. */
  readonly cacheFolder: string;
}

/**
 * A function in Python. Its connections, and those of the programs in Python that it starts, come in through a port of this
 * machine that only they know. It counts as waiting, so that time may pass, while it sleeps or waits for an answer, and
 * nothing else of it has been heard for a moment. It reads the time from a file.
 */
export function startPython(options: PythonOptions, now: number, listener: ProcessListener): FunctionProcess {
  return new PythonProcess(options, now, listener);
}

class PythonProcess implements FunctionProcess {
  private readonly token = randomUUID();
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'local-cloud-python-'));
  private readonly clockFile = openSync(path.join(this.folder, 'clock'), 'w');
  private readonly server = createServer({ allowHalfOpen: true }, (socket) => this.accept(socket));
  private readonly sockets = new Map<number, Socket>();
  /** Connections that wait for bytes. */
  private readonly waiting = new Set<number>();
  /** Until when, of those that sleep. */
  private readonly sleepers = new Map<number, number>();
  private next = 1;
  private seen = 0;
  private now: number;
  private written = Number.NaN;
  private quiet: NodeJS.Timeout | undefined;
  private killed = false;
  private ended = false;
  private child: ChildProcess | undefined;

  constructor(private readonly options: PythonOptions, now: number, private readonly listener: ProcessListener) {
    this.now = now;
    this.writeClock();
    this.server.listen(0, '127.0.0.1', () => this.spawn());
  }

  send(message: ToProcess): void {
    this.seen = message.number;
    this.now = message.now;
    this.writeClock();
    if (message.type === 'wake') this.wake();
    else this.give(message);
    // Another thread may still wait for something that only time brings.
    this.tellOnceQuiet();
  }

  kill(): void {
    this.killed = true;
    if (this.child?.pid === undefined) return;
    try {
      process.kill(-this.child.pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }

  private spawn(): void {
    if (this.killed) return this.close(null, 'SIGKILL');
    const { interpreter, folder, variables, layers, cacheFolder } = this.options;
    const child = this.child = spawn(interpreter, [path.join(PYTHON_FOLDER, 'bootstrap.py')], {
      cwd: folder,
      env: {
        ...variables,
        PYTHONPATH: [PYTHON_FOLDER, variables.PYTHONPATH ?? ''].filter(Boolean).join(path.delimiter),
        PYTHONPYCACHEPREFIX: cacheFolder,
        PYTHONUNBUFFERED: '1',
        PYTHONHASHSEED: '0',
        _LOCAL_CLOUD_PORT: String((this.server.address() as AddressInfo).port),
        _LOCAL_CLOUD_TOKEN: this.token,
        _LOCAL_CLOUD_CLOCK: path.join(this.folder, 'clock'),
        _LOCAL_CLOUD_LAYERS: layers.join(path.delimiter),
      },
      // A group of its own, with all that it starts. It ends when the last pipe, which nobody writes to, breaks.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => this.listener.log(chunk.toString()));
    child.stdio[3]?.on('error', () => undefined);
    child.on('error', (error) => {
      this.listener.log(`${error.message}\n`);
      this.close(null, null);
    });
    child.once('close', (code, signal) => this.close(code, signal));
  }

  /** The first line says whose connection it is, and what it is for. */
  private accept(socket: Socket): void {
    let head = Buffer.alloc(0);
    const read = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\n');
      if (end < 0) return;
      socket.off('data', read);
      const [token, kind, ...words] = head.subarray(0, end).toString().split(' ');
      if (token !== this.token || this.ended) socket.destroy();
      else this.begin(socket, kind ?? '', words, head.subarray(end + 1));
    };
    socket.on('data', read);
    socket.on('error', () => undefined);
  }

  private begin(socket: Socket, kind: string, words: readonly string[], rest: Buffer): void {
    const number = this.next++;
    this.sockets.set(number, socket);
    socket.once('close', () => this.forget(number));
    if (kind === 'sleep') {
      this.sleepers.set(number, this.now + Number(words[0]));
      return this.waits(number, Number(words[1]) === 1);
    }
    if (kind === 'lacks') {
      this.listener.message({ type: 'refused', what: `the module '${words[0]}'`, hint: `Lambda has it on board, and the python3 of this machine lacks it: python3 -m pip install ${words[0]}` });
      socket.end('.');
      return;
    }
    this.listener.message({ type: 'open', connection: number, host: words[0] ?? '', port: Number(words[1]) });
    // Nobody is there.
    if (socket.destroyed) return;
    const receive = (bytes: Buffer): void => {
      this.listener.message({ type: 'data', connection: number, bytes: bytes.toString('latin1') });
      this.waits(number, Number(words[1]) === RUNTIME_API_PORT);
    };
    socket.on('data', receive);
    socket.once('end', () => this.listener.message({ type: 'end', connection: number }));
    socket.once('close', () => this.listener.message({ type: 'close', connection: number }));
    if (rest.length > 0) receive(rest);
  }

  private forget(number: number): void {
    this.sockets.delete(number);
    this.waiting.delete(number);
    this.sleepers.delete(number);
  }

  /** `alone`: no other thread can be at work. */
  private waits(number: number, alone: boolean): void {
    this.waiting.add(number);
    clearTimeout(this.quiet);
    // What it printed before is read first.
    if (alone) setImmediate(() => this.tellThatItWaits());
    else this.tellOnceQuiet();
  }

  private tellOnceQuiet(): void {
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.tellThatItWaits(), QUIET);
  }

  private tellThatItWaits(): void {
    if (this.ended || this.waiting.size === 0) return;
    const [until] = [...this.sleepers.values()].sort((one, other) => one - other);
    this.listener.message({ type: 'idle', number: this.seen, until });
  }

  private wake(): void {
    for (const [number, until] of this.sleepers) {
      if (until > this.now) continue;
      this.waiting.delete(number);
      this.sleepers.delete(number);
      this.sockets.get(number)?.end('.');
    }
  }

  private give(message: Exclude<ToProcess, { type: 'wake' }>): void {
    const socket = this.sockets.get(message.connection);
    this.waiting.delete(message.connection);
    if (message.type === 'data') socket?.write(message.bytes, 'latin1');
    else if (message.type === 'end') socket?.end();
    else socket?.destroy();
  }

  private writeClock(): void {
    if (this.ended || this.now === this.written) return;
    const bytes = Buffer.alloc(16);
    bytes.writeDoubleLE(Date.now());
    bytes.writeDoubleLE(this.now, 8);
    writeSync(this.clockFile, bytes, 8, 8, 0);
    appendFileSync(path.join(this.folder, 'clock-steps'), bytes);
    this.written = this.now;
  }

  private close(code: number | null, signal: string | null): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.quiet);
    for (const socket of this.sockets.values()) socket.destroy();
    this.server.close();
    closeSync(this.clockFile);
    rmSync(this.folder, { recursive: true, force: true });
    this.listener.end({ code, signal });
  }
}
