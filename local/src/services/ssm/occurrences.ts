import type { Occurrence } from './calendar';

/** What an iterator gives, in the same order as often as wanted: it is asked for each of them once. */
export class Series {
  private readonly known: Occurrence[] = [];

  constructor(private readonly rest: Iterator<Occurrence>) {}

  at(index: number): Occurrence | undefined {
    while (this.known.length <= index) {
      const { done, value } = this.rest.next();
      if (done) return undefined;
      this.known.push(value);
    }
    return this.known[index];
  }
}

/** All occurrences of several series, each in the order of the beginnings, in that order. */
export function* inOrder(series: readonly Series[]): Generator<Occurrence> {
  const indexes = series.map(() => 0);
  for (;;) {
    let first: { readonly occurrence: Occurrence; readonly of: number } | undefined;
    for (const [of, index] of indexes.entries()) {
      const occurrence = series[of].at(index);
      if (occurrence && (!first || occurrence.from < first.occurrence.from)) first = { occurrence, of };
    }
    if (!first) return;
    indexes[first.of]++;
    yield first.occurrence;
  }
}
