import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NetworkError, sendHttp } from '../../../lambda/aws/http';

/** A server of this process, and what becomes of a call of it. */
async function callOf(answer: 'nothing' | 'hang up'): Promise<unknown> {
  const server = createServer((request) => {
    if (answer === 'hang up') request.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = new URL(`http://127.0.0.1:${port}/the-path?X-Amz-Signature=5ec2e7`);
  try {
    return await sendHttp({ method: 'PUT', url, headers: {}, body: '{}', timeoutMilliseconds: 300 }).catch((error: unknown) => error);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test.each(['nothing', 'hang up'] as const)('an error of the network names the host, and never the path or the signature: %s', async (answer) => {
  const error = await callOf(answer);
  expect(error).toBeInstanceOf(NetworkError);
  expect(String(error)).toMatch(/127\.0\.0\.1/);
  expect(String(error)).not.toMatch(/the-path|5ec2e7/);
});
