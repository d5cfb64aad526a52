import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Checked } from './check-life';

const ROOT = path.join(__dirname, '..');
const FOLDER = path.join(ROOT, '.campaign');

/** What a life depends on: with other code, an earlier result proves nothing. */
const CODE = ['assets/lightsail-provider', 'src', 'local/lib', 'campaign/life'];

/** The results so far, on disk: a campaign that was interrupted goes on where it was. */
export class ResultsStore {
  private readonly file: string;

  constructor(name: string) {
    this.file = path.join(FOLDER, `${name}-${fingerprint()}.jsonl`);
  }

  read(): Checked[] {
    if (!fs.existsSync(this.file)) return [];
    return fs.readFileSync(this.file, 'utf8').split('\n').filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as Checked);
  }

  add(result: Checked): void {
    fs.mkdirSync(FOLDER, { recursive: true });
    fs.appendFileSync(this.file, `${JSON.stringify(result)}\n`);
  }

  forget(): void {
    fs.rmSync(this.file, { force: true });
  }
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of CODE) {
    for (const name of fs.readdirSync(path.join(ROOT, folder), { recursive: true }).map(String).filter((file) => /\.(ts|c?js|json)$/.test(file)).sort()) {
      hash.update(name).update(fs.readFileSync(path.join(ROOT, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}
