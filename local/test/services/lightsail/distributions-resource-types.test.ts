import { App, Stack } from 'aws-cdk-lib';
import * as l1 from 'aws-cdk-lib/aws-lightsail';
import { REGION } from './cloud';
import { setUp } from './resource-types';
import type { Properties } from '../../../src/core/resource-type';

const CASES: Array<[string, string, Properties, Record<string, unknown>]> = [
  ['Bucket', 'files', { BucketName: 'files', BundleId: 'small_1_0' }, {
    BucketArn: expect.stringMatching(/:Bucket\//), Url: expect.stringContaining('files.s3.'), AbleToUpdateBundle: true,
  }],
  ['Certificate', 'site', { CertificateName: 'site', DomainName: 'example.com', SubjectAlternativeNames: ['www.example.com'] }, {
    CertificateArn: expect.stringMatching(/:Certificate\//), Status: 'PENDING_VALIDATION',
  }],
  ['Container', 'api', { ServiceName: 'api', Power: 'nano', Scale: '1' }, {
    'ContainerArn': expect.stringMatching(/:ContainerService\//),
    'PrincipalArn': expect.stringMatching(/:role\/amazon\/lightsail\/eu-central-1\/containers\/api\//),
    'PrivateRegistryAccess.EcrImagePullerRole.PrincipalArn': '',
    'Url': expect.stringMatching(/^https:\/\/api\./),
  }],
];

test.each(CASES)('%s: made, tagged anew, deleted, and gone already', async (name, id, properties, attributes) => {
  const { cloud, create, update, remove } = setUp();
  const old = { ...properties, Tags: [{ Key: 'a', Value: '1' }] };
  expect(await create(name, old)).toEqual({ physicalId: id, attributes });
  const changed = { ...properties, Tags: [{ Key: 'b', Value: '2' }] };
  await update(name, id, changed, old);
  expect(cloud.lightsail.inventory(REGION)).toEqual([expect.objectContaining({ name: id, tags: { b: '2' } })]);
  await remove(name, id, changed);
  expect(cloud.lightsail.inventory(REGION)).toEqual([]);
  await remove(name, id, changed);
});

test('a property that is not known is refused by name', async () => {
  const { create } = setUp();
  await expect(create('Bucket', { BucketName: 'files', BundleId: 'small_1_0', AccessRules: {} })).rejects.toThrow('the property AccessRules of AWS::Lightsail::Bucket');
});

test('every property of the L1 is known', () => {
  const { type } = setUp();
  const stack = new Stack(new App());
  const classes = {
    Bucket: new l1.CfnBucket(stack, 'Bucket', { bucketName: 'files', bundleId: 'small_1_0' }),
    Certificate: new l1.CfnCertificate(stack, 'Certificate', { certificateName: 'site', domainName: 'example.com' }),
    Container: new l1.CfnContainer(stack, 'Container', { serviceName: 'api', power: 'nano', scale: 1 }),
  };
  for (const [name, resource] of Object.entries(classes)) {
    const known = Object.values((resource as unknown as { cfnPropertyNames: Record<string, string> }).cfnPropertyNames);
    expect([...type(name).properties].sort()).toEqual(known.sort());
  }
});
