import { App, type CfnElement, Stack } from 'aws-cdk-lib';
import * as l1 from 'aws-cdk-lib/aws-lightsail';
import { REGION } from './cloud';
import { setUp } from './resource-types';
import type { Properties, ResourceContext } from '../../../src/core/resource-type';

describe('a static IP', () => {
  const properties = (attachedTo?: string): Properties => ({ StaticIpName: 'ip-1', ...attachedTo !== undefined && { AttachedTo: attachedTo } });

  test('moves from one instance to another, and goes', async () => {
    const { cloud, create, update, remove } = setUp();
    cloud.lightsail.seedInstance(REGION, 'web-1');
    cloud.lightsail.seedInstance(REGION, 'web-2');
    const attachedTo = async () => ((await cloud.call('GetStaticIp', { staticIpName: 'ip-1' })).staticIp as { attachedTo?: string }).attachedTo;
    const made = await create('StaticIp', properties('web-1'));
    expect(made).toEqual({
      physicalId: 'ip-1',
      attributes: { StaticIpArn: expect.stringMatching(/:StaticIp\//) as string, IpAddress: expect.stringMatching(/^198\./) as string, IsAttached: true },
    });
    await update('StaticIp', 'ip-1', properties('web-2'), properties('web-1'));
    expect(await attachedTo()).toBe('web-2');
    const detached = await update('StaticIp', 'ip-1', properties(), properties('web-2'));
    expect(detached.attributes).toEqual({ ...made.attributes, IsAttached: false });
    await remove('StaticIp', 'ip-1', properties());
    await remove('StaticIp', 'ip-1', properties());
    expect(cloud.state('ip-1')).toBeUndefined();
  });

  test('that cannot be attached is there for the rollback to release', async () => {
    const { create } = setUp();
    await expect(create('StaticIp', properties('web-9'))).rejects.toMatchObject({
      physicalId: 'ip-1', message: expect.stringContaining('The Instance does not exist: web-9') as string,
    });
  });
});

test('a key pair: made, tagged anew, deleted', async () => {
  const { cloud, create, update, remove } = setUp();
  const old = { KeyPairName: 'mine', Tags: [{ Key: 'a', Value: '1' }] };
  expect((await create('KeyPair', old)).physicalId).toBe('mine');
  await update('KeyPair', 'mine', { KeyPairName: 'mine', Tags: [{ Key: 'b', Value: '2' }] }, old);
  expect(cloud.lightsail.inventory(REGION)).toMatchObject([{ kind: 'KeyPair', name: 'mine', tags: { b: '2' } }]);
  await remove('KeyPair', 'mine', old);
  await remove('KeyPair', 'mine', old);
  expect(cloud.lightsail.inventory(REGION)).toEqual([]);
});

describe('a domain', () => {
  const entry = (Name: string, Type: string, Target: string, others: Properties = {}) => ({ Name, Type, Target, ...others });
  const WWW = entry('www.example.com', 'CNAME', 'example.com');
  const ROOT = entry('example.com', 'A', '192.0.2.1', { IsAlias: 'false' });

  function atHome() {
    const { cloud, type } = setUp();
    const context = { account: cloud.account, region: 'us-east-1', stackId: 'stack-id', stackName: 'app', logicalId: 'X' } as ResourceContext;
    const records = async () => ((await cloud.call('GetDomain', { domainName: 'example.com' }, 'us-east-1')).domain as { domainEntries: Array<{ type: string; target: string }> })
      .domainEntries.filter((record) => !['NS', 'SOA'].includes(record.type)).map((record) => record.target).sort();
    return { cloud, context, domain: type('Domain'), records };
  }

  test('has the records of its template', async () => {
    const { cloud, context, domain, records } = atHome();
    const old = { DomainName: 'example.com', DomainEntries: [WWW, ROOT], Tags: [{ Key: 'a', Value: '1' }] };
    const made = await domain.create(context, old);
    expect(made).toMatchObject({ physicalId: 'example.com', attributes: { Arn: expect.stringMatching(/:global:.*:Domain\//) as string } });
    expect(await records()).toEqual(['192.0.2.1', 'example.com']);
    const changed = { DomainName: 'example.com', DomainEntries: [ROOT, entry('www.example.com', 'A', '192.0.2.2')] };
    await domain.update(context, 'example.com', changed, old);
    expect(await records()).toEqual(['192.0.2.1', '192.0.2.2']);
    await domain.delete(context, 'example.com', changed);
    await domain.delete(context, 'example.com', changed);
    expect(cloud.state('example.com', 'us-east-1')).toBeUndefined();
  });

  test('belongs into a stack in us-east-1', async () => {
    await expect(setUp().create('Domain', { DomainName: 'example.com' })).rejects.toThrow(/only available in the us-east-1 Region.*HandlerErrorCode: InvalidRequest/);
  });
});

test('a distribution: made, changed step by step, and deleted', async () => {
  const { cloud, type } = setUp();
  const context = { account: cloud.account, region: 'us-east-1', stackId: 'stack-id', stackName: 'app', logicalId: 'X' } as ResourceContext;
  const run = <T>(work: Promise<T>): Promise<T> => cloud.account.clock.runUntil(work);
  cloud.lightsail.seedInstance(REGION, 'web-1');
  for (const name of ['site', 'shop']) cloud.lightsail.seedCertificate('us-east-1', name, `${name}.example.com`);
  const read = async () => {
    const { distributions } = await cloud.call('GetDistributions', { distributionName: 'cdn' }, 'us-east-1');
    return (distributions as object[])[0];
  };
  const old: Properties = {
    DistributionName: 'cdn',
    BundleId: 'small_1_0',
    Origin: { Name: 'web-1', RegionName: REGION, ProtocolPolicy: 'http-only' },
    DefaultCacheBehavior: { Behavior: 'cache' },
    CacheBehaviors: [{ Behavior: 'dont-cache', Path: 'admin/*' }],
    CacheBehaviorSettings: { DefaultTTL: '600', ForwardedQueryStrings: { Option: 'true', QueryStringsAllowList: ['q'] } },
    CertificateName: 'site',
    IsEnabled: 'false',
    Tags: [{ Key: 'a', Value: '1' }],
  };
  const made = await run(type('Distribution').create(context, old));
  expect(made).toMatchObject({ physicalId: 'cdn', attributes: { Status: 'Deployed', DistributionArn: expect.stringMatching(/:Distribution\//) as string } });
  expect(await read()).toMatchObject({
    status: 'Deployed',
    isEnabled: false,
    certificateName: 'site',
    origin: { name: 'web-1', protocolPolicy: 'http-only' },
    cacheBehaviors: [{ behavior: 'dont-cache', path: 'admin/*' }],
    cacheBehaviorSettings: { defaultTTL: 600, forwardedQueryStrings: { option: true, queryStringsAllowList: ['q'] } },
    tags: [{ key: 'a', value: '1' }],
  });
  const changed = { ...old, BundleId: 'medium_1_0', CertificateName: 'shop', IsEnabled: true, Tags: [] };
  await run(type('Distribution').update(context, 'cdn', changed, old));
  expect(await read()).toMatchObject({ bundleId: 'medium_1_0', certificateName: 'shop', isEnabled: true, tags: [], status: 'Deployed' });
  await run(type('Distribution').update(context, 'cdn', { ...changed, CertificateName: undefined }, changed));
  expect(await read()).not.toHaveProperty('certificateName', 'shop');
  await run(type('Distribution').delete(context, 'cdn', changed));
  await run(type('Distribution').delete(context, 'cdn', changed));
  expect(cloud.state('cdn', 'us-east-1')).toBeUndefined();
});

/** With the least properties that its type needs, beside what `seed` makes. */
const SAMPLES: Record<string, readonly [make: (stack: Stack) => CfnElement, properties: Properties]> = {
  Alarm: [(stack) => new l1.CfnAlarm(stack, 'X', {
    alarmName: 'a1', metricName: 'CPUUtilization', monitoredResourceName: 'web-1', comparisonOperator: 'GreaterThanThreshold', threshold: 1, evaluationPeriods: 1,
  }), {
    AlarmName: 'a1', MetricName: 'CPUUtilization', MonitoredResourceName: 'web-1', ComparisonOperator: 'GreaterThanThreshold', Threshold: 1, EvaluationPeriods: 1,
  }],
  Bucket: [(stack) => new l1.CfnBucket(stack, 'X', { bucketName: 'files', bundleId: 'small_1_0' }), { BucketName: 'files', BundleId: 'small_1_0' }],
  Certificate: [(stack) => new l1.CfnCertificate(stack, 'X', { certificateName: 'site', domainName: 'example.com' }), {
    CertificateName: 'site', DomainName: 'example.com',
  }],
  ContactMethod: [(stack) => new l1.CfnContactMethod(stack, 'X', { protocol: 'Email', contactEndpoint: 'ops@example.com' }), {
    Protocol: 'Email', ContactEndpoint: 'ops@example.com',
  }],
  Container: [(stack) => new l1.CfnContainer(stack, 'X', { serviceName: 'api', power: 'nano', scale: 1 }), { ServiceName: 'api', Power: 'nano', Scale: 1 }],
  Database: [(stack) => new l1.CfnDatabase(stack, 'X', {
    relationalDatabaseName: 'db-2', relationalDatabaseBlueprintId: 'mysql_8_0', relationalDatabaseBundleId: 'micro_2_0', masterDatabaseName: 'main', masterUsername: 'boss',
  }), {
    RelationalDatabaseName: 'db-2',
    RelationalDatabaseBlueprintId: 'mysql_8_0',
    RelationalDatabaseBundleId: 'micro_2_0',
    MasterDatabaseName: 'main',
    MasterUsername: 'boss',
  }],
  DatabaseSnapshot: [(stack) => new l1.CfnDatabaseSnapshot(stack, 'X', { relationalDatabaseName: 'db-1', relationalDatabaseSnapshotName: 's1' }), {
    RelationalDatabaseName: 'db-1', RelationalDatabaseSnapshotName: 's1',
  }],
  Disk: [(stack) => new l1.CfnDisk(stack, 'X', { diskName: 'data-2', sizeInGb: 8 }), { DiskName: 'data-2', SizeInGb: 8 }],
  DiskSnapshot: [(stack) => new l1.CfnDiskSnapshot(stack, 'X', { diskName: 'disk-1', diskSnapshotName: 's1' }), { DiskName: 'disk-1', DiskSnapshotName: 's1' }],
  Distribution: [(stack) => new l1.CfnDistribution(stack, 'X', {
    distributionName: 'cdn', bundleId: 'small_1_0', origin: { name: 'web-1', regionName: REGION }, defaultCacheBehavior: { behavior: 'cache' },
  }), {
    DistributionName: 'cdn', BundleId: 'small_1_0', Origin: { Name: 'web-1', RegionName: REGION }, DefaultCacheBehavior: { Behavior: 'cache' },
  }],
  Domain: [(stack) => new l1.CfnDomain(stack, 'X', { domainName: 'example.com' }), { DomainName: 'example.com' }],
  Instance: [(stack) => new l1.CfnInstance(stack, 'X', { instanceName: 'web-2', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' }), {
    InstanceName: 'web-2', BlueprintId: 'ubuntu_24_04', BundleId: 'nano_3_0',
  }],
  InstanceSnapshot: [(stack) => new l1.CfnInstanceSnapshot(stack, 'X', { instanceName: 'web-1', instanceSnapshotName: 's1' }), {
    InstanceName: 'web-1', InstanceSnapshotName: 's1',
  }],
  KeyPair: [(stack) => new l1.CfnKeyPair(stack, 'X', { keyPairName: 'mine' }), { KeyPairName: 'mine' }],
  LoadBalancer: [(stack) => new l1.CfnLoadBalancer(stack, 'X', { loadBalancerName: 'lb-1', instancePort: 80 }), { LoadBalancerName: 'lb-1', InstancePort: 80 }],
  StaticIp: [(stack) => new l1.CfnStaticIp(stack, 'X', { staticIpName: 'ip-1' }), { StaticIpName: 'ip-1' }],
};

test.each(Object.entries(SAMPLES))('%s has every property and every attribute of its L1', async (name, [make, properties]) => {
  const { cloud, type } = setUp();
  const region = ['Distribution', 'Domain'].includes(name) ? 'us-east-1' : REGION;
  const context = { account: cloud.account, region, stackId: 'stack-id', stackName: 'app', logicalId: 'X' } as ResourceContext;
  cloud.lightsail.seedInstance(REGION, 'web-1');
  cloud.lightsail.seedDatabase(REGION, 'db-1');
  cloud.lightsail.seedDisk(REGION, 'disk-1');
  const stack = new Stack(new App(), 'S');
  const resource = make(stack);
  const names = (resource as unknown as { cfnPropertyNames: Record<string, string> }).cfnPropertyNames;
  expect([...type(name).properties].sort()).toEqual(Object.values(names).sort());
  const { attributes } = await cloud.account.clock.runUntil(type(name).create(context, properties));
  const asked = attributesOf(resource, stack);
  expect(asked.length).toBeGreaterThan(0);
  expect(Object.keys(attributes)).toEqual(expect.arrayContaining(asked));
  for (const attribute of asked) expect(attributes[attribute]).toBeDefined();
});

/** As `Fn::GetAtt` names them. */
function attributesOf(resource: CfnElement, stack: Stack): string[] {
  const names = new Set([...Object.keys(resource), ...Object.getOwnPropertyNames(Object.getPrototypeOf(resource))].filter((name) => /^attr[A-Z]/.test(name)));
  return [...names].map((name) => {
    const resolved = stack.resolve((resource as unknown as Record<string, unknown>)[name]) as { 'Fn::GetAtt'?: [string, string] };
    return String(resolved['Fn::GetAtt']?.[1]);
  });
}
