/** The service answered, and did not do it. Without an answer, and with a server's fault, it may have. */
export function wasRefused(error: unknown): boolean {
  if (!(error instanceof Error) || !('$metadata' in error)) return false;
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return httpStatusCode !== undefined && httpStatusCode < 500;
}
