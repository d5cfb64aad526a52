import { RemovalPolicy } from 'aws-cdk-lib';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { FinalSnapshot, SnapshotSource } from '../../../src';
import { FINAL_SNAPSHOT_TAG } from '../../../src/snapshots/snapshot-contract';
import { finalSnapshot } from '../support/final-snapshot-stacks';
import { type Define, failures, MINUTE, REGION, SECOND, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
});
afterEach(() => cloud.close());

const other: Define = (stack) => {
  new lightsail.CfnDisk(stack, 'Other', { diskName: 'other', sizeInGb: 8, availabilityZone: `${REGION}a` });
};

/** Other kinds of sources, with the kind of their snapshots. */
const KINDS: Record<string, { readonly of: Define; readonly kind: string; readonly snapshots: string }> = {
  'instance': {
    of: (stack) => {
      const web = new lightsail.CfnInstance(stack, 'Web', { instanceName: 'shop', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
      new FinalSnapshot(stack, 'Final', { source: SnapshotSource.instance(web) });
    },
    kind: 'Instance',
    snapshots: 'InstanceSnapshot',
  },
  'system disk': {
    of: (stack) => {
      const web = new lightsail.CfnInstance(stack, 'Web', { instanceName: 'shop', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
      new FinalSnapshot(stack, 'Final', { source: SnapshotSource.systemDisk(web) });
    },
    kind: 'Instance',
    snapshots: 'DiskSnapshot',
  },
  'disk': {
    of: (stack) => {
      const data = new lightsail.CfnDisk(stack, 'Data', { diskName: 'shop', sizeInGb: 8 });
      new FinalSnapshot(stack, 'Final', { source: SnapshotSource.disk(data) });
    },
    kind: 'Disk',
    snapshots: 'DiskSnapshot',
  },
};

describe.each(Object.entries(KINDS))('of an L1, %s', (_, { of, kind, snapshots }) => {
  const left = () => cloud.names(kind).filter((name) => name !== 'other');
  const withOther: Define = (stack) => {
    of(stack);
    other(stack);
  };

  test.each([
    ['the stack is deleted', async () => expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' })],
    ['both leave the template', async () => cloud.deployed(other)],
  ])('%s: it goes after its snapshot', async (__, remove) => {
    await cloud.deployed(withOther);
    await remove();
    expect(cloud.names(snapshots)).toEqual([expect.stringMatching(/^shop-final-[0-9a-f]{10}$/)]);
    expect(left()).toEqual([]);
    await cloud.settle();
  });

  test('the snapshot fails: it stays', async () => {
    await cloud.deployed(withOther);
    cloud.fault(`Create${snapshots}`, { type: 'fail-operation', code: 'StorageFull', details: 'No room.' });
    await cloud.deployed(other);
    expect(left()).toEqual(['shop']);
    await cloud.settle();
  });
});

test('a disk that is attached is deleted when it has been detached', async () => {
  await cloud.deployed(KINDS.disk.of);
  const { lightsail: local } = cloud.cloud;
  local.seedInstance(REGION, 'web');
  local.instantly(REGION, 'StopInstance', { instanceName: 'web' });
  local.instantly(REGION, 'AttachDisk', { diskName: 'shop', instanceName: 'web', diskPath: '/dev/xvdf' });
  cloud.after(20 * MINUTE, () => local.instantly(REGION, 'DetachDisk', { diskName: 'shop' }));
  const destruction = await cloud.destroy();
  expect(destruction.outcome).toMatchObject({ result: 'deleted' });
  expect(destruction.duration).toBeGreaterThan(20 * MINUTE);
  expect([cloud.names('Disk'), cloud.names('DiskSnapshot').length]).toEqual([[], 1]);
  await cloud.settle();
});

describe('the owner\'s removal policy', () => {
  const withPolicy = (policy: RemovalPolicy, early = true): Define => (stack) => {
    const data = new lightsail.CfnDisk(stack, 'Data', { diskName: 'shop', sizeInGb: 8 });
    if (early) data.applyRemovalPolicy(policy);
    new FinalSnapshot(stack, 'Final', { source: SnapshotSource.disk(data) });
    if (!early) data.applyRemovalPolicy(policy);
    other(stack);
  };

  test.each([
    [RemovalPolicy.RETAIN, true], [RemovalPolicy.RETAIN, false],
    [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, true], [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, false],
  ])('%s (before the construct: %s) keeps the source, with a snapshot', async (policy, early) => {
    await cloud.deployed(withPolicy(policy, early));
    expect(cloud.find('shop')?.tags).toEqual({});
    await cloud.deployed(other);
    expect([cloud.names('Disk').sort(), cloud.names('DiskSnapshot').length]).toEqual([['other', 'shop'], 1]);
    await cloud.settle();
  });

  test.each([true, false])('DESTROY (before the construct: %s) lets it go, after its snapshot', async (early) => {
    await cloud.deployed(withPolicy(RemovalPolicy.DESTROY, early));
    await cloud.deployed(other);
    expect([cloud.names('Disk'), cloud.names('DiskSnapshot').length]).toEqual([['other'], 1]);
    await cloud.settle();
  });
});

describe('what the function may not delete', () => {
  const databases = () => cloud.names('RelationalDatabase');

  test('a source without the tag: it is kept, and the deletion succeeds', async () => {
    await cloud.deployed(finalSnapshot());
    cloud.cloud.lightsail.instantly(REGION, 'UntagResource', { resourceName: 'shop-db', tagKeys: [FINAL_SNAPSHOT_TAG] });
    expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
    expect([databases(), cloud.names('RelationalDatabaseSnapshot').length]).toEqual([['shop-db'], 1]);
    await cloud.settle();
  });

  test('a database that a person made: IAM denies it', async () => {
    cloud.cloud.lightsail.seedDatabase(REGION, 'theirs');
    await cloud.deployed(finalSnapshot());
    cloud.fault('DeleteRelationalDatabase', { type: 'fail-operation', code: 'Locked', details: 'Not today.' }, 1);
    await cloud.destroy();
    const { account } = cloud.cloud;
    const ours = account.calls.find(({ call }) => call.operation === 'DeleteRelationalDatabase')?.call;
    if (!ours) throw new Error('The function deleted nothing.');
    expect(ours.caller.roleName).toBeDefined();
    await expect(account.call({ ...ours, input: { ...ours.input, relationalDatabaseName: 'theirs' } })).rejects.toMatchObject({ code: 'AccessDeniedException' });
    await expect(account.call(ours)).resolves.toBeDefined();
  });

  test('the snapshot is deleted while the source waits for its own deletion: the source is kept', async () => {
    await cloud.deployed(finalSnapshot());
    const deleteSnapshot = () => cloud.cloud.lightsail.instantly(REGION, 'DeleteRelationalDatabaseSnapshot', {
      relationalDatabaseSnapshotName: cloud.names('RelationalDatabaseSnapshot')[0],
    });
    let isPlanned = false;
    cloud.cloud.account.faults.inject({
      service: 'lightsail',
      operation: 'DeleteRelationalDatabase',
      effect: { type: 'error', code: 'OperationFailureException', message: "You can't delete this database right now. The state of this database is: modifying" },
      when: () => {
        if (!isPlanned) cloud.after(SECOND, deleteSnapshot);
        return isPlanned = true;
      },
      times: 1,
    });
    const destruction = await cloud.destroy();
    expect(destruction.outcome).toMatchObject({ status: 'DELETE_FAILED' });
    expect(failures(destruction)[0]).toMatch(/The final snapshot 'shop-db-final-\w+' of the database 'shop-db' is gone/);
    expect(databases()).toEqual(['shop-db']);
    await cloud.settle();
  });

  test('Lightsail fails the deletion: the stack\'s deletion stops with its reason', async () => {
    await cloud.deployed(finalSnapshot());
    cloud.fault('DeleteRelationalDatabase', { type: 'fail-operation', code: 'Locked', details: 'Not today.' }, 1);
    const destruction = await cloud.destroy();
    expect(destruction.outcome).toMatchObject({ status: 'DELETE_FAILED' });
    expect(failures(destruction)[0]).toMatch(/could not delete the database 'shop-db': Locked: Not today\. Its final snapshot 'shop-db-final-\w+' is there/);
    expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
    expect(databases()).toEqual([]);
    await cloud.settle();
  });
});

test('CloudFormation forgets what it skipped, and is throttled: the template tells', async () => {
  await cloud.deployed((stack) => {
    finalSnapshot()(stack);
    other(stack);
  });
  cloud.cloud.account.faults.inject({
    service: 'cloudformation',
    operation: 'DescribeStackResource',
    effect: { type: 'error', code: 'ValidationError', message: "Resource Database does not exist for stack 'Shop'" },
    when: ({ input }) => input.LogicalResourceId === 'Database',
  });
  cloud.cloud.account.faults.inject({
    service: 'cloudformation', operation: 'GetTemplate', effect: { type: 'error', code: 'Throttling', message: 'Rate exceeded' }, times: 3,
  });
  await cloud.deployed(other);
  expect([cloud.names('RelationalDatabase'), cloud.names('RelationalDatabaseSnapshot').length]).toEqual([[], 1]);
  await cloud.settle();
});
