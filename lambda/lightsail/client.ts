import { LightsailClient, type LightsailClientConfig } from '@aws-sdk/client-lightsail';
import { isNetworkError } from './errors';
import { environmentCredentials } from '../aws/credentials';

/**
 * The client of a region, for reads and for changes. A change is sent once: if its answer is lost, a second one would meet
 * what the first one did ("already exists", "already tagged", another cache reset), and the caller would never know. Only the
 * caller can look whether it took effect. The SDK's own retries are off: they would sleep within the invocation, while the
 * waiter waits for nothing.
 */
export interface LightsailClients {
  /** Sends once more if the network failed: connections die while a function is frozen. */
  readonly read: Sender;
  readonly change: Sender;
}

type Sender = Pick<LightsailClient, 'send'>;

/** Everything but the region. Tests put another transport in. */
export type LightsailConnection = Pick<LightsailClientConfig, 'credentials' | 'requestHandler'>;

const FUNCTION_CONNECTION: LightsailConnection = {
  credentials: environmentCredentials,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 12_000, throwOnRequestTimeout: true },
};

export function newLightsailClients(region: string, connection: LightsailConnection = FUNCTION_CONNECTION): LightsailClients {
  const client = new LightsailClient({ region, ...connection, maxAttempts: 1 });
  const read = async (command: Parameters<LightsailClient['send']>[0]) => client.send(command).catch(async (error: unknown) => {
    if (!isNetworkError(error)) throw error;
    return client.send(command);
  });
  // The overloads say which answer belongs to which command; what is passed on is the same.
  return { read: { send: read as LightsailClient['send'] }, change: client };
}

const clients = new Map<string, LightsailClients>();

/** The clients of a region, one pair for the life of the process. */
export function lightsailClients(region: string): LightsailClients {
  const known = clients.get(region) ?? newLightsailClients(region);
  clients.set(region, known);
  return known;
}
