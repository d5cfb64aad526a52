import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Where a Chromium is on this machine, if there is one. */
export function findChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return process.env.CHROMIUM ?? folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => fs.existsSync(file));
}

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly entry?: { readonly text: string }; readonly exceptionDetails?: { readonly text: string } };
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** A browser without a window, driven through a pipe by the DevTools protocol: no library and no port is needed. */
export class Browser {
  /** What the pages complained about. */
  readonly complaints: string[] = [];
  private readonly profile = fs.mkdtempSync(path.join(os.tmpdir(), 'report-browser-'));
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private readonly loaded: Array<() => void> = [];
  private session?: string;
  private next = 1;

  constructor(program: string) {
    this.process = spawn(program, [
      '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--hide-scrollbars',
      `--user-data-dir=${this.profile}`, '--remote-debugging-pipe', 'about:blank',
    ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    let text = '';
    (this.process.stdio[4] as Readable).setEncoding('utf8').on('data', (chunk: string) => {
      const messages = (text + chunk).split('\0');
      text = messages.pop() ?? '';
      for (const message of messages) this.receive(JSON.parse(message) as Answer);
    });
  }

  async open(file: string, { width, dark }: { readonly width: number; readonly dark?: boolean }): Promise<void> {
    if (!this.session) {
      const { targetId } = await this.ask('Target.createTarget', { url: 'about:blank' });
      this.session = String((await this.ask('Target.attachToTarget', { targetId, flatten: true })).sessionId);
      for (const domain of ['Page', 'Log', 'Runtime']) await this.ask(`${domain}.enable`);
    }
    await this.ask('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: width < 500 });
    await this.ask('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
    const loaded = new Promise<void>((resolve) => { this.loaded.push(resolve); });
    await this.ask('Page.navigate', { url: `file://${file}` });
    await loaded;
  }

  /** The value of an expression in the page. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.ask('Runtime.evaluate', { expression, returnByValue: true });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: T }).value;
  }

  async press(key: string): Promise<void> {
    const text = key === 'Enter' ? { text: '\r', windowsVirtualKeyCode: 13 } : {};
    for (const type of ['keyDown', 'keyUp']) await this.ask('Input.dispatchKeyEvent', { type, key, code: key, ...text });
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    (this.process.stdio[3] as Writable).write(`${JSON.stringify({ id: this.next++, method: 'Browser.close' })}\0`);
    await ended;
    fs.rmSync(this.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  private async ask(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const id = this.next++;
    const answered = new Promise<Answer>((resolve) => { this.waiting.set(id, resolve); });
    const sessionId = method.startsWith('Target.') ? undefined : this.session;
    (this.process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    const { result, error } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  private receive(message: Answer): void {
    const { id, method, params } = message;
    if (id !== undefined) this.waiting.get(id)?.(message);
    if (method === 'Page.loadEventFired') this.loaded.shift()?.();
    if (method === 'Log.entryAdded') this.complaints.push(params?.entry?.text ?? '');
    if (method === 'Runtime.exceptionThrown') this.complaints.push(params?.exceptionDetails?.text ?? '');
  }
}
