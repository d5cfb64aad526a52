/** How long something takes: milliseconds, or a `Duration` of the CDK. */
export type TimeSpan = number | { toMilliseconds(): number };

export function milliseconds(span: TimeSpan): number {
  const value = typeof span === 'number' ? span : span.toMilliseconds();
  if (!Number.isFinite(value) || value < 0) {
    throw new Error(`Got ${value} as a time span; expected a Duration, or a number of milliseconds that is not negative.`);
  }
  return value;
}
