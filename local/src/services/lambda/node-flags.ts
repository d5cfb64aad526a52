const HEAP_OPTION = /--max[_-](?:semi|old)[_-]space[_-]size/;

/**
 * The limits of the heap with which Lambda's runtime starts Node.js: a tenth of the memory for new objects, the rest for old
 * ones. It leaves them to the function if its NODE_OPTIONS names one of them.
 */
export function nodeFlags(
  { memorySize, variables }: { readonly memorySize: number; readonly variables: Readonly<Record<string, string>> },
): string[] {
  if (HEAP_OPTION.test(variables.NODE_OPTIONS ?? '')) return [];
  const newSpace = Math.floor(memorySize / 10);
  return [`--max-semi-space-size=${Math.floor(newSpace / 2)}`, `--max-old-space-size=${memorySize - newSpace}`];
}
