/**
 * An answer in which temporary credentials expire by the caller's own clock, which is `ahead` of the account's by so many
 * milliseconds: the SDKs refuse credentials that seem to have expired.
 */
export function expiringByOwnClock(ahead: number, output: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { Credentials: credentials } = output;
  if (typeof credentials !== 'object' || credentials === null || !('Expiration' in credentials) || !(credentials.Expiration instanceof Date)) return output;
  return { ...output, Credentials: { ...credentials, Expiration: new Date(credentials.Expiration.getTime() + ahead) } };
}
