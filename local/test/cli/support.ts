import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { PassThrough } from 'node:stream';
import { App, type Stack } from 'aws-cdk-lib';
import { runCli } from '../../src/cli/run-cli';

/** What a command line has shown, and how it ended. */
export interface Shown {
  readonly code: 0 | 1;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** As on a terminal of this many columns. */
  readonly columns?: number;
  readonly interrupted?: AbortSignal;
  /** Told of all that has been shown so far, whenever more is shown. */
  readonly watch?: (out: string) => void;
}

/** Somebody at a command line, with a folder of their own. */
export class Person {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-cloud-cli-'));
  readonly state = path.join(this.folder, 'state');

  /** Types a command; the account lies in the person's folder. */
  types(line: string, options?: RunOptions): Promise<Shown> {
    return this.run([...line.split(' '), '--state', this.state], options);
  }

  async run(words: readonly string[], { env = {}, columns, interrupted, watch }: RunOptions = {}): Promise<Shown> {
    const [out, err] = [new PassThrough(), new PassThrough()];
    const [shown, complaints] = [collect(out, watch), collect(err)];
    const isTTY = columns !== undefined;
    const code = await runCli(words, {
      out: Object.assign(out, { isTTY, columns }),
      err: Object.assign(err, { isTTY, columns }),
      env,
      ...interrupted && { interrupted: () => interrupted },
    });
    return { code, out: shown(), err: complaints() };
  }

  /** Synthesizes an app, and gives the assembly's folder. */
  synthesizes(define: (app: App) => Stack | void): string {
    const outdir = fs.mkdtempSync(path.join(this.folder, 'cdk.out-'));
    const app = new App({ outdir });
    define(app);
    app.synth();
    return outdir;
  }

  leaves(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

function collect(stream: PassThrough, watch?: (text: string) => void): () => string {
  let text = '';
  const take = () => {
    text += (stream.read() as Buffer | null)?.toString() ?? '';
    return text;
  };
  if (watch) stream.on('readable', () => watch(take()));
  return take;
}
