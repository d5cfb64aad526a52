import { GetDiskCommand } from '@aws-sdk/client-lightsail';
import { Account, Lightsail } from 'cdk-local-cloud/engine';
import { lightsailTransport } from '../../support/lightsail-transport';

const missing = new GetDiskCommand({ diskName: 'missing' });

function setUp() {
  const account = new Account({ id: '123456789012', now: 0 });
  new Lightsail(account);
  account.faults.inject({ service: 'lightsail', effect: { type: 'lose-answer' }, times: 1 });
  return { account, clients: lightsailTransport(account)('eu-central-1') };
}

test('a read whose answer was lost is sent once more, an error too', async () => {
  const { account, clients } = setUp();
  await expect(clients.read.send(missing)).rejects.toMatchObject({ name: 'NotFoundException' });
  expect(account.calls).toHaveLength(2);
});

test('a change whose answer was lost is not: only its caller can look what became of it', async () => {
  const { account, clients } = setUp();
  await expect(clients.change.send(missing)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(account.calls).toHaveLength(1);
});
