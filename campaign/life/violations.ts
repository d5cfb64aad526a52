/** What a life shows that must never be. */
export class Violation extends Error {
  constructor(readonly invariant: string, details: string) {
    super(`${invariant}: ${details}`);
    this.name = 'Violation';
  }
}

/** Fails unless both are the same data. */
export function expectSame(invariant: string, found: unknown, expected: unknown): void {
  const [is, wanted] = [found, expected].map((value) => JSON.stringify(value, sortedKeys, 1));
  if (is !== wanted) throw new Violation(invariant, `found ${is}, expected ${wanted}`);
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => one < other ? -1 : 1));
}
