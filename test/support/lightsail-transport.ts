import { Readable } from 'node:stream';
import { type Account, jsonProtocol, ServiceError } from 'cdk-local-cloud/engine';
import { type LightsailClients, newLightsailClients } from '../../lambda/lightsail/client';

/** Around each call: what may go wrong in the function's own process. */
export type Around = <T>(send: () => Promise<T>) => Promise<T>;

/** The production clients of a region, with the local Lightsail at the other end of their connections. */
export function lightsailTransport(account: Account, around: Around = async (send) => send()): (region: string) => LightsailClients {
  const clients = new Map<string, LightsailClients>();
  return (region) => {
    const known = clients.get(region) ?? connect(region);
    clients.set(region, known);
    return known;
  };

  function connect(region: string): LightsailClients {
    return newLightsailClients(region, {
      credentials: { accessKeyId: 'AKIALOCAL', secretAccessKey: 'secret' },
      requestHandler: {
        handle: async ({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) => around(async () => {
          const answer = await answerCall(account, region, headers['x-amz-target'], new TextDecoder().decode(body));
          return { response: { statusCode: answer.status, headers: answer.headers, body: Readable.from([Buffer.from(answer.body)]) } };
        }),
      },
    });
  }
}

async function answerCall(account: Account, region: string, target: string, body: string) {
  const operation = target.slice(target.lastIndexOf('.') + 1);
  try {
    const { output, effect } = await account.call({
      service: 'lightsail', region, operation, input: JSON.parse(body) as Record<string, unknown>, caller: account.root,
    });
    if (effect?.type === 'lose-answer') throw connectionReset();
    return jsonProtocol.answer({ operation, input: {} }, output, 'id');
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.effect?.type === 'lose-answer') throw connectionReset();
    return jsonProtocol.fail(error, 'id');
  }
}

/** What a client gets in place of an answer that is lost. */
export function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
