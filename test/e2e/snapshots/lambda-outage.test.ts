import { DATABASE_SNAPSHOT, databaseSnapshot, seedSources } from '../support/snapshot-stacks';
import { MINUTE, TestCloud } from '../support/test-cloud';

// Lambda turns the waiter away: the account's concurrency is used up, or Lambda has a bad time.
let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  seedSources(cloud);
});
afterEach(() => cloud.close());

/** From a minute on, for so long, Lambda runs nothing that the waiter asks for. */
function outage(code: string, status: number, minutes: number): void {
  const { clock, faults } = cloud.cloud.account;
  const begin = clock.now() + MINUTE;
  faults.inject({
    service: 'lambda',
    operation: 'Invoke',
    when: ({ input }) => input.InvocationType !== 'Event' && clock.now() >= begin && clock.now() < begin + minutes * MINUTE,
    effect: { type: 'error', code, message: 'Not now.', status },
  });
}

test.each([
  ['TooManyRequestsException', 429],
  ['ServiceException', 500],
])('%s for 20 minutes: the deployment waits, and succeeds at most 35 seconds late', async (code, status) => {
  outage(code, status, 20);
  const deployment = await cloud.deployed(databaseSnapshot());
  expect(deployment.duration).toBeGreaterThan(20 * MINUTE);
  expect(deployment.duration).toBeLessThan(23 * MINUTE);
  expect(cloud.names('RelationalDatabaseSnapshot')).toEqual(cloud.physicalIds(DATABASE_SNAPSHOT));
  // One transition each 30 seconds.
  const [{ transitions, history }] = cloud.cloud.stepFunctions.executions();
  expect(transitions).toBeLessThan(80);
  expect(history.length).toBeLessThan(300);
  await cloud.settle();
});

test('an outage that is longer than CloudFormation waits: the rollback leaves nothing behind, and nothing goes on', async () => {
  outage('TooManyRequestsException', 429, 58);
  const deployment = await cloud.deploy(databaseSnapshot());
  expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
  await cloud.settle();
  expect(cloud.names('RelationalDatabaseSnapshot')).toEqual([]);
});
