import { Cloud, MINUTE, REGION } from '../cloud';

const EMAIL = { protocol: 'Email', contactEndpoint: 'ops@example.com' };
const HOUR = 60 * MINUTE;

async function methods(cloud: Cloud, region = REGION): Promise<Array<Record<string, unknown>>> {
  return (await cloud.call('GetContactMethods', {}, region)).contactMethods as Array<Record<string, unknown>>;
}

test('an email address is there at once, and valid when somebody clicked the link', async () => {
  const cloud = new Cloud();
  await cloud.call('CreateContactMethod', { ...EMAIL, tags: [{ key: 'a', value: '1' }] });
  expect(await methods(cloud)).toMatchObject([{
    arn: 'arn:aws:lightsail:eu-central-1:123456789012:ContactMethod/Email',
    protocol: 'Email',
    contactEndpoint: 'ops@example.com',
    status: 'PendingVerification',
    resourceType: 'ContactMethod',
    tags: [{ key: 'a', value: '1' }],
  }]);
  expect(cloud.lightsail.monitoring.messages(REGION)).toMatchObject([{ type: 'verification', endpoint: 'ops@example.com' }]);
  cloud.lightsail.monitoring.verify(REGION);
  await cloud.advance(100 * HOUR);
  expect(await methods(cloud)).toMatchObject([{ status: 'Valid' }]);
});

test('nobody clicked: invalid after a day, gone after another one', async () => {
  const cloud = new Cloud();
  await cloud.call('CreateContactMethod', EMAIL);
  await cloud.advance(24 * HOUR);
  expect(await methods(cloud)).toMatchObject([{ status: 'Invalid' }]);
  expect(() => cloud.lightsail.monitoring.verify(REGION)).toThrow(/No email address waits/);
  await cloud.advance(24 * HOUR);
  expect(await methods(cloud)).toEqual([]);
});

test('a verification sent once more gives it another day', async () => {
  const cloud = new Cloud();
  await cloud.call('CreateContactMethod', EMAIL);
  await cloud.advance(20 * HOUR);
  await cloud.call('SendContactMethodVerification', { protocol: 'Email' });
  await cloud.advance(20 * HOUR);
  expect(await methods(cloud)).toMatchObject([{ status: 'PendingVerification' }]);
  cloud.lightsail.monitoring.verify(REGION);
  expect(await cloud.refusal('SendContactMethodVerification', { protocol: 'Email' })).toMatchObject({ code: 'InvalidInputException' });
});

test('a phone number needs no verification, and works in some regions', async () => {
  const cloud = new Cloud();
  const sms = { protocol: 'SMS', contactEndpoint: '+4915112345678' };
  expect((await cloud.refusal('CreateContactMethod', sms)).message).toMatch(/not supported in eu-central-1/);
  await cloud.call('CreateContactMethod', sms, 'eu-west-1');
  expect(await methods(cloud, 'eu-west-1')).toMatchObject([{ protocol: 'SMS', status: 'Valid' }]);
  expect((await cloud.refusal('SendContactMethodVerification', { protocol: 'SMS' }, 'eu-west-1')).message).toMatch(/'SMS' at 'protocol'.*enum value set: \[Email\]/);
});

test('one for each protocol and region', async () => {
  const cloud = new Cloud();
  await cloud.call('CreateContactMethod', EMAIL);
  expect((await cloud.refusal('CreateContactMethod', { ...EMAIL, contactEndpoint: 'dev@example.com' })).message).toMatch(/exists already/);
  await cloud.call('CreateContactMethod', EMAIL, 'eu-west-1');
  await cloud.call('DeleteContactMethod', { protocol: 'Email' });
  expect([await methods(cloud), await methods(cloud, 'eu-west-1')]).toMatchObject([[], [EMAIL]]);
  expect(await cloud.refusal('DeleteContactMethod', { protocol: 'Email' })).toMatchObject({ code: 'NotFoundException' });
});

test.each([['Email', 'nobody'], ['SMS', '0151']])('refuses %s %s', async (protocol, contactEndpoint) => {
  expect(await new Cloud().refusal('CreateContactMethod', { protocol, contactEndpoint }, 'eu-west-1')).toMatchObject({ code: 'InvalidInputException' });
});
