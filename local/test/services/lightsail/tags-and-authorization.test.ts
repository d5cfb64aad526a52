import { Cloud, operations, REGION } from './cloud';
import type { AuthorizationRequest } from '../../../src/core/authorization';

const tagsOf = async (cloud: Cloud) => ((await cloud.call('GetDisk', { diskName: 'disk-1' })).disk as { tags: object[] }).tags;
const arnOf = async (cloud: Cloud) => ((await cloud.call('GetDisk', { diskName: 'disk-1' })).disk as { arn: string }).arn;

function seeded(): Cloud {
  const cloud = new Cloud();
  cloud.lightsail.seedDisk(REGION, 'disk-1', { tags: [{ key: 'a', value: '1' }] });
  return cloud;
}

describe('tags', () => {
  test('are added, changed and taken away at once', async () => {
    const cloud = seeded();
    const [operation] = operations(await cloud.call('TagResource', { resourceName: 'disk-1', tags: [{ key: 'a', value: '2' }, { key: 'b' }] }));
    expect(operation).toMatchObject({ isTerminal: true, status: 'Succeeded', resourceName: 'disk-1' });
    // The API's model has no type for it.
    expect(operation).not.toHaveProperty('operationType');
    expect(await tagsOf(cloud)).toEqual([{ key: 'a', value: '2' }, { key: 'b' }]);
    await cloud.call('UntagResource', { resourceName: 'disk-1', resourceArn: await arnOf(cloud), tagKeys: ['a', 'not there'] });
    expect(await tagsOf(cloud)).toEqual([{ key: 'b' }]);
  });

  test.each<[string, object[], RegExp]>([
    ['a reserved key', [{ key: 'aws:x', value: '1' }], /reserved/],
    ['an empty key', [{ key: '', value: '1' }], /1 to 128/],
    ['a long value', [{ key: 'a', value: 'x'.repeat(257) }], /at most 256/],
    ['a key twice', [{ key: 'b' }, { key: 'b' }], /twice/],
    ['a forbidden character', [{ key: 'b', value: '<' }], /not allowed/],
    ['too many', Array.from({ length: 50 }, (_, index) => ({ key: `k${index}` })), /at most 50/],
  ])('refuses %s', async (_what, tags, message) => {
    const cloud = seeded();
    expect((await cloud.refusal('TagResource', { resourceName: 'disk-1', tags })).message).toMatch(message);
    expect(await tagsOf(cloud)).toEqual([{ key: 'a', value: '1' }]);
  });

  test('an ARN of something else does not fit', async () => {
    const cloud = seeded();
    const other = `arn:aws:lightsail:${REGION}:123456789012:Disk/0000`;
    expect(await cloud.refusal('TagResource', { resourceName: 'disk-1', resourceArn: other, tags: [{ key: 'a' }] }))
      .toMatchObject({ code: 'NotFoundException' });
  });
});

describe('authorization', () => {
  const ask = (cloud: Cloud, operation: string, input: Record<string, unknown> = {}): AuthorizationRequest[] =>
    cloud.lightsail.authorization({ service: 'lightsail', region: REGION, operation, input, caller: cloud.account.root });

  test('resource-level: the ARN and its tags', async () => {
    const cloud = seeded();
    expect(ask(cloud, 'DeleteDisk', { diskName: 'disk-1' })).toEqual([
      { action: 'lightsail:DeleteDisk', resource: await arnOf(cloud), context: { 'aws:ResourceTag/a': '1' } },
    ]);
  });

  test('what does not exist is every resource of its type', () => {
    expect(ask(seeded(), 'DeleteDiskSnapshot', { diskSnapshotName: 'none' })).toEqual([
      { action: 'lightsail:DeleteDiskSnapshot', resource: `arn:aws:lightsail:${REGION}:123456789012:DiskSnapshot/*`, context: {} },
    ]);
  });

  test.each(['GetDisk', 'CreateRelationalDatabaseSnapshot', 'CopySnapshot', 'PeerVpc'])('%s has no resource', (operation) => {
    expect(ask(seeded(), operation, { diskName: 'disk-1' })).toEqual([{ action: `lightsail:${operation}`, resource: '*', context: {} }]);
  });

  test('the tags of the request', async () => {
    const cloud = seeded();
    expect(ask(cloud, 'TagResource', { resourceName: 'disk-1', tags: [{ key: 'k', value: 'v' }] })).toEqual([{
      action: 'lightsail:TagResource',
      resource: await arnOf(cloud),
      context: { 'aws:ResourceTag/a': '1', 'aws:RequestTag/k': 'v', 'aws:TagKeys': ['k'] },
    }]);
    expect(ask(cloud, 'UntagResource', { resourceName: 'disk-1', tagKeys: ['a'] })[0].context).toEqual({ 'aws:ResourceTag/a': '1', 'aws:TagKeys': ['a'] });
  });

  test('what is made with tags is asked about for where IAM checks that: new, or an alarm that is there', async () => {
    const cloud = seeded();
    const tags = [{ key: 'k', value: 'v' }];
    const context = { 'aws:RequestTag/k': 'v', 'aws:TagKeys': ['k'] };
    const tagging = { action: 'lightsail:TagResource', tagOnCreate: true };
    const region = `arn:aws:lightsail:${REGION}:123456789012`;
    expect(ask(cloud, 'CreateDiskSnapshot', { diskName: 'disk-1', diskSnapshotName: 's', tags }).slice(1)).toEqual([
      { ...tagging, resource: `${region}:DiskSnapshot/*`, context },
    ]);
    expect(ask(cloud, 'CreateContactMethod', { protocol: 'SMS', tags }).slice(1)).toEqual([{ ...tagging, resource: `${region}:ContactMethod/*`, context }]);
    expect(ask(cloud, 'CreateContactMethod', { protocol: 'SMS', tags: [] })).toHaveLength(1);

    cloud.lightsail.seedInstance(REGION, 'web-1');
    const alarm = {
      alarmName: 'cpu', metricName: 'CPUUtilization', monitoredResourceName: 'web-1', comparisonOperator: 'LessThanThreshold', threshold: 1, evaluationPeriods: 1, tags,
    };
    expect(ask(cloud, 'PutAlarm', alarm)[1]).toEqual({ ...tagging, resource: `${region}:Alarm/*`, context });
    await cloud.call('PutAlarm', alarm);
    expect(ask(cloud, 'PutAlarm', alarm)[1]).toEqual({
      ...tagging, resource: expect.stringMatching(/:Alarm\/.{36}$/), context: { ...context, 'aws:ResourceTag/k': 'v' },
    });
  });

  test('two resources are two questions', () => {
    const cloud = seeded();
    expect(ask(cloud, 'AttachDisk', { diskName: 'disk-1', instanceName: 'none' }).map(({ resource }) => resource.split(':').at(-1)))
      .toEqual([expect.stringMatching(/^Disk\/.{36}$/), 'Instance/*']);
  });

  test('a wrong request is asked about too, and refused afterwards', async () => {
    const cloud = seeded();
    expect(ask(cloud, 'CreateDisk', { tags: 'no list' })).toEqual([{ action: 'lightsail:CreateDisk', resource: '*', context: {} }]);
    expect(await cloud.refusal('CreateDisk', { tags: 'no list' })).toMatchObject({ code: 'InvalidInputException' });
  });
});
