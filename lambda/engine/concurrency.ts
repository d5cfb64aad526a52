/** More would only be throttled. */
const AT_ONCE = 4;

/** Does something for each item, a few at a time, in their order. Rejects with the first rejection; what is under way then still ends. */
export async function fewAtOnce<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  async function work(): Promise<void> {
    for (const item of queue) await act(item);
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
