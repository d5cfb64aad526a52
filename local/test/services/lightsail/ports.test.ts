import { Cloud, REGION } from './cloud';
import type { Output } from '../../../src/services/lightsail/request';

const WEB = { instanceName: 'web-1' };

function seeded(): Cloud {
  const cloud = new Cloud();
  cloud.lightsail.seedInstance(REGION, 'web-1');
  return cloud;
}

const open = async (cloud: Cloud, instanceName = 'web-1') => (await cloud.call('GetInstancePortStates', { instanceName })).portStates as Output[];
const numbers = async (cloud: Cloud, instanceName?: string) => (await open(cloud, instanceName)).map(({ fromPort }) => fromPort);
const EVERYBODY = { cidrs: ['0.0.0.0/0'], ipv6Cidrs: ['::/0'], cidrListAliases: [] };

test('at first the web and the way in are open', async () => {
  const cloud = seeded();
  expect(await open(cloud)).toEqual([22, 80].map((port) => ({ fromPort: port, toPort: port, protocol: 'tcp', state: 'open', ...EVERYBODY })));
  cloud.lightsail.seedInstance(REGION, 'desk', { blueprintId: 'windows_server_2022', bundleId: 'nano_win_3_0' });
  expect(await numbers(cloud, 'desk')).toEqual([3389, 80]);
});

test('ports are opened, opened for others, and closed', async () => {
  const cloud = seeded();
  const https = { fromPort: 443, toPort: 443, protocol: 'tcp' };
  const { operation } = await cloud.call('OpenInstancePublicPorts', { ...WEB, portInfo: https });
  expect(operation).toMatchObject({ operationType: 'OpenInstancePublicPorts', operationDetails: '443/tcp', status: 'Succeeded', isTerminal: true });
  expect((await open(cloud)).at(-1)).toMatchObject({ ...https, ...EVERYBODY });
  await cloud.call('OpenInstancePublicPorts', { ...WEB, portInfo: { ...https, cidrs: ['192.0.2.0/24'] } });
  expect((await open(cloud)).at(-1)).toMatchObject({ ...https, cidrs: ['192.0.2.0/24'], ipv6Cidrs: [] });
  await cloud.call('CloseInstancePublicPorts', { ...WEB, portInfo: https });
  expect(await numbers(cloud)).toEqual([22, 80]);
});

test('all of them can be put at once, and the instance shows them', async () => {
  const cloud = seeded();
  await cloud.call('PutInstancePublicPorts', {
    ...WEB, portInfos: [{ fromPort: 8000, toPort: 8080, protocol: 'udp', cidrs: ['192.0.2.1/32'] }, { fromPort: 8, toPort: -1, protocol: 'icmp' }],
  });
  const { networking } = (await cloud.call('GetInstance', WEB)).instance as { networking: { ports: Output[] } };
  expect(networking.ports).toMatchObject([
    { fromPort: 8000, toPort: 8080, accessFrom: 'Custom', accessType: 'public' }, { protocol: 'icmp', accessFrom: 'Anywhere (0.0.0.0/0 and ::/0)' },
  ]);
});

test.each<[string, object, RegExp]>([
  ['an unknown protocol', { fromPort: 1, toPort: 1, protocol: 'carrier-pigeon' }, /'carrier-pigeon' at 'protocol'.*enum value set/],
  ['a port that does not exist', { fromPort: 65_536, toPort: 65_536, protocol: 'tcp' }, /from -1 to 65535/],
  ['a range that is none', { fromPort: 90, toPort: 80, protocol: 'tcp' }, /no range/],
  ['half a range', { fromPort: 90, protocol: 'tcp' }, /a fromPort, a toPort and a protocol/],
])('refuses %s', async (_what, portInfo, message) => {
  const cloud = seeded();
  expect((await cloud.refusal('OpenInstancePublicPorts', { ...WEB, portInfo })).message).toMatch(message);
  expect(await numbers(cloud)).toEqual([22, 80]);
});
