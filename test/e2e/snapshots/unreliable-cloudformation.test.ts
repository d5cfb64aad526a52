import { DATABASE_SNAPSHOT, databaseSnapshot, DESTROY, seedSources } from '../support/snapshot-stacks';
import { MINUTE, STACK_NAME, REGION, TestCloud } from '../support/test-cloud';

// The function's questions about its stack are answered wrongly, or not at all. No stack may hang or lose anything by it.
let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  seedSources(cloud);
});
afterEach(() => cloud.close());

const snapshots = () => cloud.names('RelationalDatabaseSnapshot');
const isFunctions = ({ caller }: { caller: { roleName?: string } }) => caller.roleName !== undefined;

const WAYS = {
  'knows no resource': [['DescribeStackResource', 'ValidationError', 'Resource Release does not exist for stack Shop', 400]],
  'knows nothing': [
    ['DescribeStackResource', 'ValidationError', 'Stack Shop does not exist', 400], ['DescribeStacks', 'ValidationError', 'Stack Shop does not exist', 400],
  ],
  'denies': [['DescribeStackResource', 'AccessDenied', 'not authorized', 403], ['DescribeStacks', 'AccessDenied', 'not authorized', 403]],
  'throttles': [['DescribeStackResource', 'Throttling', 'Rate exceeded', 400], ['DescribeStacks', 'Throttling', 'Rate exceeded', 400]],
} as const;

describe.each(Object.entries(WAYS))('a CloudFormation that %s', (_, ways) => {
  beforeEach(() => {
    for (const [operation, code, message, status] of ways) {
      cloud.cloud.account.faults.inject({ service: 'cloudformation', operation, when: isFunctions, effect: { type: 'error', code, message, status } });
    }
  });

  test('a stack is made, changed and deleted', async () => {
    await cloud.deployed(databaseSnapshot({ trigger: '1', ...DESTROY }));
    const { duration } = await cloud.deployed(databaseSnapshot({ trigger: '2', ...DESTROY }));
    expect(duration).toBeLessThan(7 * MINUTE);
    expect(snapshots()).toEqual(cloud.physicalIds(DATABASE_SNAPSHOT));
    expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
    await cloud.settle();
    expect(snapshots()).toEqual([]);
  });

  test('an update that is cancelled goes back, and the snapshot that the stack has stays', async () => {
    await cloud.deployed(databaseSnapshot({ trigger: '1', ...DESTROY }));
    const before = snapshots();
    cloud.after(MINUTE, () => cloud.cloud.cancelUpdate(STACK_NAME, REGION));
    const deployment = await cloud.deploy(databaseSnapshot({ trigger: '2', ...DESTROY }));
    expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(deployment.duration).toBeLessThan(30 * MINUTE);
    expect(cloud.physicalIds(DATABASE_SNAPSHOT)).toHaveLength(1);
    expect(snapshots()).toEqual(expect.arrayContaining(cloud.physicalIds(DATABASE_SNAPSHOT)));
    expect(before).toHaveLength(1);
    await cloud.settle();
  });
});
