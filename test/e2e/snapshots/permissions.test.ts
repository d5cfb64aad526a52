import type { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Instance, InstanceMetric, LightsailProvider } from '../../../src';
import { databaseSnapshot, DATABASE_SNAPSHOT, DESTROY, INSTANCE, seedSources } from '../support/snapshot-stacks';
import { failures, MINUTE, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');

function newCloud(options: ConstructorParameters<typeof TestCloud>[0] = {}): void {
  cloud = new TestCloud(options);
  seedSources(cloud);
}

function addAlarm(stack: Stack): void {
  new Alarm(stack, 'Cpu', {
    metric: InstanceMetric.cpuUtilization(Instance.fromInstanceName(stack, 'Web', INSTANCE)),
    threshold: 80,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  });
}

test('permissions that take half a minute to spread are waited for', async () => {
  newCloud({ iam: { settleSeconds: 0, propagationSeconds: 30 } });
  const deployment = await cloud.deployed(databaseSnapshot(DESTROY));
  expect(cloud.cloud.account.calls.filter(({ error }) => error === 'AccessDeniedException').length).toBeGreaterThan(0);
  expect(snapshots()).toEqual(cloud.physicalIds(DATABASE_SNAPSHOT));
  expect(deployment.duration).toBeLessThan(8 * MINUTE);
  expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  expect(snapshots()).toEqual([]);
  await cloud.settle();
});

describe('removing the only snapshot from a stack that keeps its provider', () => {
  test('deletes it, with permissions that go only after it', async () => {
    newCloud();
    await cloud.deployed(databaseSnapshot(DESTROY));
    const update = await cloud.deployed((stack) => { LightsailProvider.getOrCreate(stack); });
    expect(snapshots()).toEqual([]);
    expect(failures(update)).toEqual([]);
    const gone = update.events.filter(({ status }) => status === 'DELETE_COMPLETE').map(({ type }) => type);
    expect(gone).toEqual([DATABASE_SNAPSHOT, 'AWS::IAM::ManagedPolicy']);
    await cloud.settle();
  });

  test('deletes it from a stack that keeps another family', async () => {
    newCloud();
    await cloud.deployed((stack) => {
      databaseSnapshot(DESTROY)(stack);
      addAlarm(stack);
    });
    const update = await cloud.deployed(addAlarm);
    expect(snapshots()).toEqual([]);
    expect(failures(update)).toEqual([]);
    expect(cloud.names('Alarm')).toHaveLength(1);
    await cloud.settle();
  });

  test('would be denied by a policy that lacks the action', async () => {
    newCloud();
    const [stack] = cloud.synthesize(databaseSnapshot(DESTROY));
    const template = JSON.stringify(stack.template).replace('"lightsail:DeleteRelationalDatabaseSnapshot",', '');
    expect(template).not.toBe(JSON.stringify(stack.template));
    expect((await cloud.deployTemplate({ ...stack, template: JSON.parse(template) })).outcome).toMatchObject({ result: 'deployed' });
    const update = await cloud.deploy((without) => { LightsailProvider.getOrCreate(without); });
    expect(snapshots()).toHaveLength(1);
    expect(failures(update)[0]).toMatch(
      /AccessDeniedException: User: .* is not authorized to perform: lightsail:DeleteRelationalDatabaseSnapshot .* Compare the policies/,
    );
    await cloud.settle();
  });
});

test('a snapshot of somebody else\'s can\'t be deleted with the function\'s permissions', async () => {
  newCloud();
  await cloud.deployed(databaseSnapshot(), 'Theirs');
  await cloud.deployed(databaseSnapshot());
  const [theirs] = cloud.physicalIds(DATABASE_SNAPSHOT, 'Theirs');
  const { account } = cloud.cloud;
  const mine = account.calls.filter(({ call }) => call.service === 'lightsail' && call.caller.roleName !== undefined).at(-1)?.call;
  const remove = (relationalDatabaseSnapshotName: string) => account.call({
    ...mine ?? { service: '', region: '', caller: account.root }, operation: 'DeleteRelationalDatabaseSnapshot', input: { relationalDatabaseSnapshotName },
  });
  await expect(remove(theirs)).rejects.toMatchObject({ code: 'AccessDeniedException' });
  await expect(remove(cloud.physicalIds(DATABASE_SNAPSHOT)[0])).resolves.toBeDefined();
});
