const WIDTH = 30;

/** A bar on a terminal, a line now and then elsewhere. */
export class Progress {
  private readonly begun = Date.now();
  private done = 0;
  private failed = 0;
  private lastLine = 0;

  constructor(private readonly total: number, private readonly out: NodeJS.WriteStream = process.stderr) {}

  add(hasFailed: boolean): void {
    this.done++;
    if (hasFailed) this.failed++;
    const isTerminal = this.out.isTTY;
    if (!isTerminal && Date.now() - this.lastLine < 30_000 && this.done < this.total) return;
    this.lastLine = Date.now();
    this.out.write(isTerminal ? `\r${this.text()}` : `${this.text()}\n`);
  }

  end(): void {
    if (this.out.isTTY) this.out.write('\n');
  }

  private text(): string {
    const filled = Math.round(WIDTH * this.done / this.total);
    const each = (Date.now() - this.begun) / this.done;
    const left = Math.ceil(each * (this.total - this.done) / 60_000);
    return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${this.done}/${this.total} lives, ${this.failed} failed, ${left} min left`;
  }
}
