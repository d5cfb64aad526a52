/** `*` for any number of characters, `?` for one; everything else stands for itself. */
export function matchesWildcards(pattern: string, text: string, options: { ignoreCase?: boolean } = {}): boolean {
  // Most patterns are names; and compiling an expression for each comparison would be most of what a call costs.
  if (!/[*?]/.test(pattern)) return options.ignoreCase ? pattern.toLowerCase() === text.toLowerCase() : pattern === text;
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${source}$`, options.ignoreCase ? 'is' : 's').test(text);
}

/** ARNs are compared part by part: a wildcard does not reach over a colon, except in the last part. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const expected = arnParts(pattern);
  const actual = arnParts(arn);
  return expected.length === actual.length && expected.every((part, index) => matchesWildcards(part, actual[index]));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
