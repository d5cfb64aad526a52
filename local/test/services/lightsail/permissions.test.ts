import { Cloud, REGION } from './cloud';
import type { ResourceContext } from '../../../src/core/resource-type';
import { Iam, type IamOptions } from '../../../src/services/iam/iam';

/** A function whose policy lets it delete only snapshots with its own tag. */
async function cloudWithRole(options: IamOptions = {}) {
  const cloud = new Cloud();
  new Iam(cloud.account, { propagationSeconds: 0, settleSeconds: 0, ...options });
  cloud.lightsail.seedInstance(REGION, 'web-1');
  const context = { account: cloud.account } as ResourceContext;
  const role = cloud.account.resourceTypes.get('AWS::IAM::Role');
  await cloud.account.clock.runUntil(role?.create(context, {
    RoleName: 'R',
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [{
      PolicyName: 'own',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'lightsail:CreateInstanceSnapshot',
            Resource: `arn:aws:lightsail:${REGION}:123456789012:Instance/*`,
            Condition: { 'StringEquals': { 'aws:RequestTag/owner': 'me' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['owner'] } },
          },
          {
            Effect: 'Allow',
            Action: 'lightsail:DeleteInstanceSnapshot',
            Resource: `arn:aws:lightsail:${REGION}:123456789012:InstanceSnapshot/*`,
            Condition: { StringEquals: { 'aws:ResourceTag/owner': 'me' } },
          },
        ],
      },
    }],
  }) ?? Promise.reject(new Error('no roles')));
  const call = async (operation: string, input: Record<string, unknown>) => cloud.account.call({
    service: 'lightsail',
    region: REGION,
    operation,
    input,
    caller: { accessKeyId: 'ASIA1', arn: 'arn:aws:sts::123456789012:assumed-role/R/f', roleName: 'R' },
  });
  return { cloud, call };
}

const SNAPSHOT = { instanceName: 'web-1', instanceSnapshotName: 's1' };

test('a snapshot is made only with the tag of its owner', async () => {
  const { cloud, call } = await cloudWithRole();
  await expect(call('CreateInstanceSnapshot', SNAPSHOT)).rejects.toThrow(/not authorized to perform: lightsail:CreateInstanceSnapshot/);
  await expect(call('CreateInstanceSnapshot', { ...SNAPSHOT, tags: [{ key: 'owner', value: 'me' }, { key: 'x' }] })).rejects.toThrow(/not authorized/);
  expect(cloud.state('s1')).toBeUndefined();
  await call('CreateInstanceSnapshot', { ...SNAPSHOT, tags: [{ key: 'owner', value: 'me' }] });
  expect(cloud.state('s1')).toBe('pending');
});

test('and deleted only by its owner', async () => {
  const { cloud, call } = await cloudWithRole();
  cloud.lightsail.instantly(REGION, 'CreateInstanceSnapshot', SNAPSHOT);
  await expect(call('DeleteInstanceSnapshot', { instanceSnapshotName: 's1' })).rejects.toThrow(
    /^User: arn:aws:sts::123456789012:assumed-role\/R\/f is not authorized to perform: lightsail:DeleteInstanceSnapshot on resource: arn:aws:lightsail:eu-central-1:123456789012:InstanceSnapshot\/.{36} because no identity-based policy allows the lightsail:DeleteInstanceSnapshot action$/);
  cloud.lightsail.instantly(REGION, 'TagResource', { resourceName: 's1', tags: [{ key: 'owner', value: 'me' }] });
  await call('DeleteInstanceSnapshot', { instanceSnapshotName: 's1' });
  expect(cloud.state('s1')).toBeUndefined();
});

test('tags on creation need a permission of their own if IAM is told so', async () => {
  const { cloud, call } = await cloudWithRole({ tagOnCreate: true });
  await expect(call('CreateInstanceSnapshot', { ...SNAPSHOT, tags: [{ key: 'owner', value: 'me' }] })).rejects.toThrow(
    `is not authorized to perform: lightsail:TagResource on resource: arn:aws:lightsail:${REGION}:123456789012:InstanceSnapshot/* because`,
  );
  expect(cloud.state('s1')).toBeUndefined();
});
