import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { whileServed } from '../cli/serving';
import { Person, type Shown } from '../cli/support';

export const REGION = 'eu-central-1';

export interface Ran {
  readonly code: number;
  /** What it wrote, to both streams. */
  readonly out: string;
}

/** Somebody with an app in a folder, who types commands of other people's tools. */
export class Developer {
  readonly person = new Person();
  readonly folder = mkdtempSync(path.join(tmpdir(), 'local-cloud-tools-'));
  private environment: Record<string, string | undefined> = {};

  /** Writes files into the app's folder. */
  writes(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  /** Serves the account to the tools while they work. */
  whileServed(work: () => Promise<void>, options = `--region ${REGION}`): Promise<Shown> {
    return whileServed(this.person, options, (endpoint) => {
      const { PATH, HOME, PYENV_ROOT } = process.env;
      this.environment = {
        PATH,
        HOME,
        PYENV_ROOT,
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: REGION,
        AWS_DEFAULT_REGION: REGION,
        AWS_ACCESS_KEY_ID: 'AKIALOCALROOT0000000',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_EC2_METADATA_DISABLED: 'true',
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        CI: 'true',
        NO_COLOR: '1',
      };
      return work();
    });
  }

  cdk(...words: string[]): Promise<Ran> {
    return this.runs(process.execPath, [path.join(path.dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk'), '--no-notices', ...words]);
  }

  aws(...words: string[]): Promise<Ran> {
    return this.runs('aws', words);
  }

  runs(program: string, words: readonly string[]): Promise<Ran> {
    return new Promise((resolve) => {
      execFile(program, words, { cwd: this.folder, env: this.environment as NodeJS.ProcessEnv, timeout: 240_000 }, (error, out, err) => {
        resolve({ code: error ? Number(error.code ?? 1) : 0, out: out + err });
      });
    });
  }

  leaves(): void {
    this.person.leaves();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
