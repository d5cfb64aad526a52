/** How many records of a kind are kept for whoever wants to see what happened: a year of a busy app has more. */
const KEPT = 50_000;

/** Adds to a list that keeps only the last records, and for a while a tenth more. Gives how many it forgot. */
export function keepLast<T>(list: T[], item: T, kept = KEPT): number {
  list.push(item);
  // Seldom, as it moves all of them.
  return list.length > kept * 1.1 ? list.splice(0, list.length - kept).length : 0;
}
