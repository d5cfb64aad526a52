import type { Writable } from 'node:stream';
import pc from 'picocolors';
import { STACK_TYPE, type StackEvent } from '../services/cloudformation';

/** What the progress shows of a stack's event. */
export type ProgressEvent = Pick<StackEvent, 'timestamp' | 'stackName' | 'logicalId' | 'type' | 'status' | 'reason'>;

export interface ProgressOptions {
  /** How many resources the deployment is about, for the count and the bar. */
  readonly total: number;
  /** Whether the stream shows colours. */
  readonly colors: boolean;
  /** Of what types the resources are: their column is as wide as the longest. */
  readonly types?: readonly string[];
  /** Whether the stream is a terminal, in which the last line may be written anew. */
  readonly terminal: boolean;
  /** How wide the terminal is. Default: 80. */
  readonly columns?: number;
}

const LONGEST_BAR = 40;
/** The bar's brackets, and the space before and behind it. */
const FRAME = 4;

/** Shows a deployment as the CDK's own CLI does: an event a line, and in a terminal a bar below them. */
export class Progress {
  private readonly done = new Set<string>();
  private readonly colors: ReturnType<typeof pc.createColors>;
  private readonly typeWidth: number;
  private barShown = false;

  constructor(private readonly out: Writable, private readonly options: ProgressOptions) {
    this.colors = pc.createColors(options.colors);
    this.typeWidth = Math.max(...[STACK_TYPE, ...options.types ?? []].map((type) => type.length));
  }

  show(event: ProgressEvent): void {
    if (/_(COMPLETE|FAILED|SKIPPED)$/.test(event.status) && event.type !== STACK_TYPE) {
      this.done.add(event.logicalId);
    }
    this.hideBar();
    this.out.write(`${this.line(event)}\n`);
    this.showBar();
  }

  /** Call when no event will come any more. */
  end(): void {
    this.hideBar();
  }

  private line(event: ProgressEvent): string {
    const count = `${this.count().padStart(String(this.options.total).length * 2 + 1)}`;
    const time = new Date(event.timestamp).toISOString().slice(11, 19);
    const status = this.paint(event.status)(event.status.padEnd(20));
    const reason = event.reason ? ` ${this.colors.bold(this.paint(event.status)(event.reason))}` : '';
    return `${event.stackName} | ${count} | ${time} | ${status} | ${event.type.padEnd(this.typeWidth)} | ${this.colors.bold(event.logicalId)}${reason}`;
  }

  private count(): string {
    return `${Math.min(this.done.size, this.options.total)}/${this.options.total}`;
  }

  private paint(status: string): (text: string) => string {
    if (status.endsWith('FAILED')) return this.colors.red;
    if (status.includes('ROLLBACK')) return this.colors.yellow;
    if (status.endsWith('COMPLETE')) return this.colors.green;
    return (text) => text;
  }

  private showBar(): void {
    if (!this.options.terminal || this.options.total === 0) return;
    const count = ` (${this.count()})`;
    // A line that wraps could not be taken away again.
    const width = Math.max(0, Math.min(LONGEST_BAR, (this.options.columns ?? 80) - count.length - FRAME));
    const filled = Math.min(width, Math.round(width * this.done.size / this.options.total));
    this.out.write(` [${this.colors.green('█'.repeat(filled))}${this.colors.dim('·'.repeat(width - filled))}]${count}`);
    this.barShown = true;
  }

  private hideBar(): void {
    // Back to the beginning of the line, and clear it.
    if (this.barShown) this.out.write('\r\u001b[2K');
    this.barShown = false;
  }
}
