/** `[{ Key, Value }]`, as templates and most APIs write tags, as a map. */
export function tagMap(tags: unknown): Record<string, string> {
  const list = Array.isArray(tags) ? tags as Array<{ readonly Key: string; readonly Value: unknown }> : [];
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, String(Value)]));
}
