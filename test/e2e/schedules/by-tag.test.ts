import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { DatabaseStopSchedule } from '../../../src';
import { scheduleResults } from '../../support/schedule-results';
import { HOUR, REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;
beforeEach(() => { cloud = new TestCloud(); });
afterEach(() => cloud.close());

test('forty databases by a tag, with the real function: each is stopped once, and no other one', async () => {
  const { lightsail, account, events } = cloud.cloud;
  const tagged = Array.from({ length: 40 }, (_, index) => `shop-${index}`);
  for (const name of [...tagged, 'other']) lightsail.seedDatabase(REGION, name);
  for (const resourceName of tagged) lightsail.instantly(REGION, 'TagResource', { resourceName, tags: [{ key: 'hours', value: 'office' }] });
  await cloud.deployed((stack) => {
    new DatabaseStopSchedule(stack, 'Night', { databasesByTag: { hours: 'office' }, schedule: ScheduleExpression.cron({ hour: '20', minute: '0' }) });
  });
  await cloud.cloud.advance(21 * HOUR);
  const states = new Map(lightsail.inventory(REGION).map(({ name, state }) => [name, state]));
  expect(tagged.filter((name) => states.get(name) !== 'stopped')).toEqual([]);
  expect(states.get('other')).toBe('available');
  expect(cloud.calls('StopRelationalDatabase')).toBe(40);
  const results = scheduleResults(events);
  expect(results.map(({ target, result }) => `${target?.name} ${result}`).sort()).toEqual(tagged.map((name) => `${name} succeeded`).sort());
  expect(cloud.invocations().filter(({ error }) => error !== undefined)).toEqual([]);
  expect(account.calls.filter(({ call, error }) => call.operation === 'Invoke' && error !== undefined)).toEqual([]);
});
