import { Cloud } from './cloud';
import type { Input, Output } from '../../../src/services/lightsail/request';

const HOME = 'us-east-1';
const NAME = { domainName: 'example.com' };
const RECORD = { name: 'www.example.com', type: 'A', target: '192.0.2.1' };

async function seeded(): Promise<Cloud> {
  const cloud = new Cloud();
  await cloud.call('CreateDomain', NAME, HOME);
  return cloud;
}

const domain = async (cloud: Cloud) => (await cloud.call('GetDomain', NAME, HOME)).domain as Output & { domainEntries: Array<Record<string, string>> };
const records = async (cloud: Cloud, type: string) => (await domain(cloud)).domainEntries.filter((entry) => entry.type === type);
const add = async (cloud: Cloud, entry: object) => cloud.call('CreateDomainEntry', { ...NAME, domainEntry: entry }, HOME);

test('a domain is global, and has name servers of its own', async () => {
  const cloud = new Cloud();
  const { operation } = await cloud.call('CreateDomain', { ...NAME, tags: [{ key: 'a', value: '1' }] }, HOME);
  expect(operation).toMatchObject({
    resourceName: 'example.com', operationType: 'CreateDomain', status: 'Succeeded', isTerminal: true, location: { availabilityZone: 'all', regionName: 'global' },
  });
  expect(await domain(cloud)).toMatchObject({
    name: 'example.com',
    arn: expect.stringMatching(/^arn:aws:lightsail:global:123456789012:Domain\//) as string,
    supportCode: expect.stringMatching(/^123456789012\/\/hostedzone\/Z/) as string,
    location: { availabilityZone: 'all', regionName: 'global' },
    tags: [{ key: 'a', value: '1' }],
  });
  const servers = await records(cloud, 'NS');
  expect(new Set(servers.map(({ target }) => target)).size).toBe(4);
  expect(await records(cloud, 'SOA')).toHaveLength(1);
  expect((await cloud.call('GetDomains', {}, HOME)).domains).toHaveLength(1);
  await cloud.call('TagResource', { resourceName: 'example.com', tags: [{ key: 'b' }] }, HOME);
  expect((await domain(cloud)).tags).toHaveLength(2);
  await cloud.call('DeleteDomain', NAME, HOME);
  expect((await cloud.refusal('GetDomain', NAME, HOME)).code).toBe('NotFoundException');
});

test('the calls go to one Region', async () => {
  expect(await new Cloud().refusal('GetDomains', {}, 'eu-central-1')).toMatchObject({
    code: 'InvalidInputException', message: expect.stringMatching(/only available in the us-east-1 Region/) as string,
  });
});

test('records are added, changed and deleted', async () => {
  const cloud = await seeded();
  expect((await add(cloud, RECORD)).operation).toMatchObject({ operationType: 'CreateDomainEntry', resourceName: 'example.com', status: 'Succeeded' });
  const [record] = await records(cloud, 'A');
  expect(record).toEqual({ ...RECORD, isAlias: false, id: expect.stringMatching(/^-?\d+$/) as string });
  await cloud.call('UpdateDomainEntry', { ...NAME, domainEntry: { ...record, target: '192.0.2.2' } }, HOME);
  expect(await records(cloud, 'A')).toEqual([{ ...record, target: '192.0.2.2' }]);
  await add(cloud, RECORD);
  await cloud.call('DeleteDomainEntry', { ...NAME, domainEntry: RECORD }, HOME);
  await cloud.call('DeleteDomainEntry', { ...NAME, domainEntry: { id: record.id } }, HOME);
  expect(await records(cloud, 'A')).toEqual([]);
});

test.each<[string, Input, RegExp]>([
  ['of an unknown type', { ...RECORD, type: 'XYZ' }, /one of A, AAAA,/],
  ['of another domain', { ...RECORD, name: 'www.example.org' }, /does not belong to the domain example\.com/],
  ['of a domain that ends alike', { ...RECORD, name: 'notexample.com' }, /does not belong/],
  ['without a target', { name: RECORD.name, type: 'A' }, /a name, a type and a target/],
  ['with a name for an address', { ...RECORD, target: 'elsewhere.example.com' }, /must be an IPv4 address/],
  ['with an IPv4 address in AAAA', { ...RECORD, type: 'AAAA' }, /must be an IPv6 address/],
  ['that is there', RECORD, /exists already/],
  ['as a CNAME beside others', { ...RECORD, type: 'CNAME', target: 'x.example.com' }, /must be the only record/],
  ['as an alias of another type', { ...RECORD, type: 'TXT', isAlias: true }, /Only A and AAAA/],
])('refuses a record %s', async (_what, entry, message) => {
  const cloud = await seeded();
  await add(cloud, RECORD);
  const before = await domain(cloud);
  expect((await cloud.refusal('CreateDomainEntry', { ...NAME, domainEntry: entry }, HOME)).message).toMatch(message);
  expect(await domain(cloud)).toEqual(before);
});

test('an alias leads to a name', async () => {
  const cloud = await seeded();
  await add(cloud, { ...RECORD, target: 'd1.cloudfront.net', isAlias: true });
  expect(await records(cloud, 'A')).toMatchObject([{ isAlias: true, target: 'd1.cloudfront.net' }]);
});

test('what is not there cannot be changed', async () => {
  const cloud = await seeded();
  const refused = async (operation: string, domainEntry: object) => (await cloud.refusal(operation, { ...NAME, domainEntry }, HOME)).message;
  expect(await refused('UpdateDomainEntry', RECORD)).toMatch(/id of the domain entry is required/);
  expect(await refused('UpdateDomainEntry', { ...RECORD, id: '1' })).toMatch(/does not exist: 1/);
  expect(await refused('DeleteDomainEntry', RECORD)).toMatch(/does not exist: www\.example\.com, A, 192\.0\.2\.1/);
  expect((await cloud.refusal('CreateDomain', { domainName: 'no domain' }, HOME)).message).toMatch(/is not a domain name/);
});
