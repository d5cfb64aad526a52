import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { AwsCustomResource, AwsCustomResourcePolicy, type AwsSdkCall, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { failures, TestCloud } from '../support/test-cloud';

const ALL_ACTIONS = ['lightsail:CreateInstanceSnapshot', 'lightsail:DeleteInstanceSnapshot'];

let local: TestCloud;
beforeEach(() => { local = new TestCloud(); });
afterEach(() => local.close());

/** What somebody writes who does not know this library: a snapshot by an AwsCustomResource, which waits for nothing. */
function snapshotByCall(snapshotName: string, actions = ALL_ACTIONS): (stack: Stack) => void {
  return (stack) => {
    const web = new lightsail.CfnInstance(stack, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    const take: AwsSdkCall = {
      service: 'Lightsail',
      action: 'createInstanceSnapshot',
      parameters: { instanceName: web.ref, instanceSnapshotName: snapshotName },
      physicalResourceId: PhysicalResourceId.of(snapshotName),
    };
    const snapshot = new AwsCustomResource(stack, 'Snapshot', {
      resourceType: 'Custom::InstanceSnapshot',
      installLatestAwsSdk: false,
      onCreate: take,
      onUpdate: take,
      onDelete: {
        service: 'Lightsail',
        action: 'DeleteInstanceSnapshot',
        parameters: { instanceSnapshotName: snapshotName },
        ignoreErrorCodesMatching: 'NotFoundException',
      },
      policy: AwsCustomResourcePolicy.fromStatements([new PolicyStatement({ actions, resources: ['*'] })]),
    });
    new CfnOutput(stack, 'Snapshot name', { key: 'SnapshotName', value: snapshot.getResponseField('operations.0.resourceName') });
    new CfnOutput(stack, 'Status', { value: snapshot.getResponseField('operations.0.status') });
  };
}

test('creates, replaces and deletes a snapshot, and reads the answer', async () => {
  const { outcome } = await local.deployed(snapshotByCall('web-1'));
  expect(Object.fromEntries(outcome.outputs.map(({ name, value }) => [name, value]))).toEqual({ SnapshotName: 'web-1', Status: 'Started' });
  expect(local.names('InstanceSnapshot')).toEqual(['web-1']);
  // Nobody waited: a snapshot takes four minutes.
  await local.cloud.advance(5 * 60_000);

  const update = await local.deployed(snapshotByCall('web-2'));
  expect(update.outcome.outputs).toContainEqual(expect.objectContaining({ name: 'SnapshotName', value: 'web-2' }));
  expect(local.names('InstanceSnapshot')).toEqual(['web-2']);
  await local.cloud.advance(5 * 60_000);

  expect((await local.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(local.names('InstanceSnapshot')).toEqual([]);
  await local.settle();
});

test('Lightsail\'s own error fails the resource', async () => {
  await local.deployed(snapshotByCall('web-1'));
  // The snapshot is still being made: it cannot be deleted.
  const removal = await local.destroy();
  expect(removal.outcome).toMatchObject({ result: 'failed', status: 'DELETE_FAILED' });
  expect(failures(removal)[0]).toContain('You can\'t delete this snapshot right now');
  await local.cloud.advance(5 * 60_000);
  expect((await local.destroy()).outcome).toMatchObject({ result: 'deleted' });
});

test('a policy that lacks the action: the event says who is denied what', async () => {
  const create = await local.deploy(snapshotByCall('web-1', ['lightsail:DeleteInstanceSnapshot']));
  expect(create.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  expect(failures(create)[0]).toMatch(new RegExp('^Received response status \\[FAILED\\] from custom resource\\. Message returned: .*'
    + 'User: arn:aws:sts::123456789012:assumed-role/.* is not authorized to perform: lightsail:CreateInstanceSnapshot'));
  expect(local.names('InstanceSnapshot')).toEqual([]);
  expect(local.names('Instance')).toEqual([]);
  await local.settle();
});
