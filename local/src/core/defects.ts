/**
 * What went wrong in the local cloud itself: something that it does not know, or a mistake in it. Whoever asked gets an
 * error, too; but code that shrugs errors off must not hide that a run means nothing.
 */
export class Defects {
  readonly list: Error[] = [];
  private readonly listeners = new Set<(defect: Error) => void>();

  report(defect: unknown): void {
    const error = defect instanceof Error ? defect : new Error(String(defect));
    this.list.push(error);
    for (const listener of this.listeners) listener(error);
  }

  /** The work's result, unless a defect shows up before it is done: then that. */
  guard<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.listeners.add(reject);
      const [known] = this.list;
      if (known) reject(known);
      void work.then(resolve, reject).finally(() => this.listeners.delete(reject));
    });
  }

  /** What was reported so far, to be forgotten here: for whoever tells it to somebody and goes on. */
  take(): Error[] {
    return this.list.splice(0);
  }

  /** Throws the first defect, if there is any. */
  assertNone(): void {
    const [first] = this.list;
    if (first) throw first;
  }
}
