import { LightsailClient } from '@aws-sdk/client-lightsail';
import { environmentCredentials } from '../aws/credentials';

const clients = new Map<string, LightsailClient>();

/** The Lightsail client of a region, one for the life of the process. */
export function lightsailClient(region: string): LightsailClient {
  const known = clients.get(region);
  if (known) return known;
  const client = new LightsailClient({
    region,
    credentials: environmentCredentials,
    // One retry, for connections that died while the function was frozen. Anything longer is the waiter's business.
    maxAttempts: 2,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 12_000, throwOnRequestTimeout: true },
  });
  clients.set(region, client);
  return client;
}
