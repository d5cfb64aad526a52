import { alarmEvent, alarms, call, created } from './alarms/alarm-events';
import { DAY, HOUR, REGION as SCHEDULE_REGION, Stage as ScheduleStage } from './schedules/stage';
import { REGION, Stage } from './support/stage';
import { ScheduleAction } from '../../src/schedules/schedule-contract';

// Other limits have their tests where their code has: a thousand snapshots (schedules/prune), 500 targets (schedules/resolve-targets-plan),
// 200 alarms at two calls a second (alarms/throttling), 500 metrics (metrics/runs), answers of 4,096 bytes (cloudformation/answer).

/** Lightsail takes 50 tags; five are the library's own. Letters of three bytes each. */
function tags(count = 45, letter = '雪'): Array<{ Key: string; Value: string }> {
  return Array.from({ length: count }, (_, index) => ({ Key: `${index}`.padEnd(128, letter), Value: `${index}`.padEnd(256, letter) }));
}

test('as many tags as there may be, as long as they may be, before and after an update: the waiter carries them all', async () => {
  const stage = new Stage();
  stage.lightsail.seedDatabase(REGION, 'db');
  stage.resources.set('Release', { status: 'CREATE_IN_PROGRESS' });
  const first = await stage.send(stage.event('Create', { Tags: tags() }));
  expect(first).toMatchObject({ Status: 'SUCCESS' });
  expect(Object.keys(stage.snapshots()[0].tags)).toHaveLength(49);

  stage.stack = 'UPDATE_IN_PROGRESS';
  stage.resources.set('Release', { status: 'UPDATE_IN_PROGRESS', physicalId: first?.PhysicalResourceId });
  const { ResourceProperties: OldResourceProperties } = stage.event('Create', { Tags: tags() });
  const second = await stage.send(stage.event('Update', { Tags: tags(45, '月'), Trigger: '2' }, { OldResourceProperties, PhysicalResourceId: first?.PhysicalResourceId }));
  expect(second).toMatchObject({ Status: 'SUCCESS' });
  expect(Object.keys(stage.snapshots()[1].tags)).toHaveLength(50);
});

test('an alarm that cannot remember in its tags what it was is not overwritten', async () => {
  const stage = new Stage();
  stage.lightsail.seedInstance(REGION, 'web');
  await call(stage, 'PutAlarm', {
    alarmName: 'by-hand', metricName: 'CPUUtilization', monitoredResourceName: 'web', comparisonOperator: 'LessThanThreshold', threshold: 1, evaluationPeriods: 1,
  });
  stage.resources.set('Cpu', { status: 'CREATE_IN_PROGRESS' });
  const answer = await stage.send(alarmEvent(stage, 'Create', { AlarmName: 'by-hand', AdoptExisting: 'true', Tags: tags(45) }));
  // What it was is kept in tags, too, and there is no room for them: Lightsail's own text says so, before anything is overwritten.
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/tags/i) });
  expect(await alarms(stage)).toMatchObject([{ name: 'by-hand', threshold: 1, comparisonOperator: 'LessThanThreshold' }]);
});

test('logical ids and names as long as they may be make names that Lightsail takes, and an answer that CloudFormation takes', async () => {
  const stage = new Stage();
  const LogicalResourceId = 'L'.repeat(255);
  const StackId = `arn:aws:cloudformation:${REGION}:123456789012:stack/${'s'.repeat(128)}/11111111-2222-3333-4444-555555555555`;
  const name = 'd'.repeat(255);
  stage.lightsail.seedDatabase(REGION, name);
  stage.resources.set(LogicalResourceId, { status: 'CREATE_IN_PROGRESS' });
  const answer = await stage.send(stage.event('Create', { SourceName: name }, { LogicalResourceId, StackId }));
  expect(answer).toMatchObject({ Status: 'SUCCESS' });
  expect(answer?.PhysicalResourceId).toHaveLength(254);
  expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(4096);

  stage.lightsail.seedInstance(REGION, 'web');
  stage.resources.set('Cpu', { status: 'CREATE_IN_PROGRESS' });
  const { PhysicalResourceId } = await created(stage, alarmEvent(stage, 'Create', {}, { StackId, LogicalResourceId }));
  expect(PhysicalResourceId).toHaveLength(255);
});

test('a run of a schedule that waits for a whole day stays within the history of an execution', async () => {
  const stage = new ScheduleStage();
  stage.lightsail.seedDatabase(SCHEDULE_REGION, 'shop-db');
  await stage.call('StopRelationalDatabase', { relationalDatabaseName: 'shop-db' });
  await stage.advance(HOUR);
  stage.account.faults.inject({ service: 'lightsail', operation: 'StartRelationalDatabase', effect: { type: 'endless-operation' }, times: 1 });
  await stage.schedule('Morning', 'at(2026-03-01T08:00:00)', {
    Action: ScheduleAction.START_DATABASE, Targets: [{ Kind: 'database', Name: 'shop-db' }], TimeoutSeconds: 86_400,
  });
  await stage.advance(2 * DAY);
  expect(stage.results()).toMatchObject([{ result: 'failed', reason: expect.stringMatching(/^Timed out after 86\d\d\d s/) as string }]);
  // Step Functions keeps 25,000 events of an execution; a look takes ten of them.
  expect(stage.invocations).toBeLessThan(2_500);
});
