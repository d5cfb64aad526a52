export interface Page<T> {
  readonly items: readonly T[] | undefined;
  readonly nextPageToken: string | undefined;
}

/** All items of a paged call. A token that comes back unchanged would go on for ever: it ends in an error instead. */
export async function allPages<T>(call: (pageToken: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const page = await call(token);
    all.push(...page.items ?? []);
    if (page.nextPageToken && page.nextPageToken === token) throw new Error(`Lightsail gave the same page token twice after ${all.length} items.`);
    token = page.nextPageToken || undefined;
  } while (token);
  return all;
}
