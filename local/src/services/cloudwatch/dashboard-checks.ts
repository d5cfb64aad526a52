/** What is wrong: where, and what is expected. */
export type Problems = string[];

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Absent is right, too. */
export function oneOf(path: string, value: unknown, known: readonly string[]): Problems {
  return value === undefined || known.includes(String(value)) ? [] : [`${path}: must be one of ${known.join(', ')}`];
}

/** Absent is right, too. */
export function wholeNumber(path: string, value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): Problems {
  if (value === undefined || (Number.isInteger(value) && Number(value) >= min && Number(value) <= max)) return [];
  return [`${path}: must be a whole number from ${min} to ${max}`];
}
