import { App, Stack } from 'aws-cdk-lib';
import { Bucket, Certificate, ContainerService } from '../../src';

function stack(): Stack {
  return new Stack(new App(), 'Shop', { env: { account: '123456789012', region: 'eu-central-1' } });
}

function arn(shop: Stack, token: string): unknown {
  return shop.resolve(token);
}

test('a bucket and a container service are in the region of the stack', () => {
  const shop = stack();
  const { bucketRef } = Bucket.fromBucketName(shop, 'Files', 'shop-files');
  const { containerRef } = ContainerService.fromContainerServiceName(shop, 'Api', 'shop-api');
  expect([bucketRef.bucketName, containerRef.serviceName]).toEqual(['shop-files', 'shop-api']);
  expect(arn(shop, bucketRef.bucketArn)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':lightsail:eu-central-1:123456789012:Bucket/*']] });
  expect(arn(shop, containerRef.containerArn)).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':lightsail:eu-central-1:123456789012:ContainerService/*']],
  });
});

test('a certificate may be in any region: those of distributions are in us-east-1', () => {
  const shop = stack();
  const { certificateRef } = Certificate.fromCertificateName(shop, 'Certificate', 'shop-2026');
  expect(certificateRef.certificateName).toBe('shop-2026');
  expect(arn(shop, certificateRef.certificateArn)).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':lightsail:*:123456789012:Certificate/*']],
  });
});

test.each([
  ['bucketName', (shop: Stack) => Bucket.fromBucketName(shop, 'X', '-')],
  ['containerServiceName', (shop: Stack) => ContainerService.fromContainerServiceName(shop, 'X', '-')],
  ['certificateName', (shop: Stack) => Certificate.fromCertificateName(shop, 'X', '-')],
])('what is no %s is refused', (prop, reference) => {
  expect(() => reference(stack())).toThrow(`Got '-' as ${prop}; expected`);
});
