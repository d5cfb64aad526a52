import { LightsailFamily } from '../../../src';
import { everything } from '../support/everything';
import { seedEverything } from '../support/seed-everything';
import { DAY, failures, HOUR, REGION, TestCloud } from '../support/test-cloud';

/** As long as CloudFormation allows: the name is in the conditions of most statements. */
const STACK_NAME = 'Shop'.padEnd(128, '-the-longest-name');

let cloud: TestCloud;
afterEach(() => cloud.close());

/** The calls of the provider's function that were denied. */
function denied(): string[] {
  return cloud.cloud.account.calls.filter(({ call, error }) => call.caller.roleName !== undefined && error === 'AccessDeniedException')
    .map(({ call }) => `${call.service}:${call.operation}`);
}

function calls(): Set<string> {
  return new Set(cloud.cloud.account.calls.filter(({ call }) => call.caller.roleName !== undefined).map(({ call }) => call.operation));
}

// In its strict mode IAM only asks for more: each provider is tried in one of the two modes.
test.each([
  { shared: false, tagOnCreate: true },
  { shared: true, tagOnCreate: false },
])('all families are deployed, updated, run and destroyed: %o', async ({ shared, tagOnCreate }) => {
  cloud = new TestCloud({ iam: { tagOnCreate }, lightsail: { pageSize: 100 } });
  await seedEverything(cloud);
  for (const release of ['1', '2']) {
    const deployment = await cloud.deploy(everything({ shared, release }), STACK_NAME);
    expect(failures(deployment)).toEqual([]);
    expect(deployment.outcome).toMatchObject({ result: 'deployed' });
    // Otherwise Lightsail removes the contact method after a day.
    if (release === '1') cloud.cloud.lightsail.monitoring.verify(REGION);
  }
  await cloud.cloud.advance(DAY + 12 * HOUR);
  expect((await cloud.destroy(STACK_NAME)).outcome).toMatchObject({ result: 'deleted' });
  await cloud.settle();

  expect(denied()).toEqual([]);
  // Each family has done what it is there for.
  const made = calls();
  expect([
    'CreateRelationalDatabaseSnapshot', 'CreateInstanceSnapshot', 'CreateDiskSnapshot', 'DeleteRelationalDatabaseSnapshot', 'PutAlarm', 'DeleteAlarm',
    'CreateContactMethod', 'DeleteContactMethod', 'CreateDistribution', 'ResetDistributionCache', 'DeleteDistribution', 'StartRelationalDatabase',
    'StopRelationalDatabase', 'CopySnapshot', 'PutMetricData', 'PutEvents', 'TagResource',
  ].filter((operation) => !made.has(operation))).toEqual([]);
  expect(cloud.names('InstanceSnapshot')).toContainEqual(expect.stringMatching(/^www\.example\.com-\d{8}T0300Z-/));
  const policies = [...cloud.physicalIds('AWS::IAM::Policy', STACK_NAME), ...cloud.physicalIds('AWS::IAM::ManagedPolicy', STACK_NAME)];
  // One per family, the provider's own, and the waiter's.
  expect(policies).toHaveLength(Object.keys(LightsailFamily).length + 2);
}, 120_000);
