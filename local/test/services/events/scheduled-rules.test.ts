import { queueForRules, seen } from './support';
import type { AccountState } from '../../../src/core/account';
import { REGION, Stage, START } from '../scheduler/stage';

const RULE = 'AWS::Events::Rule';
const MINUTE = 60_000;
const times = (stage: Stage) => seen(stage).map(({ time }) => time.slice(5, 16));

async function withRule(properties: object) {
  const stage = new Stage();
  const target = { Id: 'Q', Arn: await queueForRules(stage) };
  const all = { Name: 'tick', Targets: [target], ...properties };
  const { physicalId } = await stage.create(RULE, 'Rule', all);
  return { stage, all, physicalId };
}

test('a rate begins with a whole period, and sends an event of its own', async () => {
  const { stage } = await withRule({ ScheduleExpression: 'rate(5 minutes)' });
  await stage.advance(16 * MINUTE);
  expect(times(stage)).toEqual(['03-01T00:05', '03-01T00:10', '03-01T00:15']);
  expect(seen(stage)[0]).toMatchObject({
    'source': 'aws.events', 'detail-type': 'Scheduled Event', 'resources': [`arn:aws:events:${REGION}:123456789012:rule/tick`], 'detail': {}, 'account': '123456789012',
  });
  expect(stage.events.published()).toEqual([]);
});

test('cron is in UTC', async () => {
  const { stage } = await withRule({ ScheduleExpression: 'cron(30 4 ? * MON *)' });
  await stage.advance(10 * 24 * 60 * MINUTE);
  expect(times(stage)).toEqual(['03-02T04:30', '03-09T04:30']);
});

test('it rests while it is disabled, keeps its rhythm when only its target changes, and ends with the rule', async () => {
  const { stage, all, physicalId } = await withRule({ ScheduleExpression: 'rate(10 minutes)' });
  await stage.advance(15 * MINUTE);
  await stage.update(RULE, 'Rule', physicalId, { ...all, Description: 'new' }, all);
  await stage.advance(6 * MINUTE);
  expect(times(stage)).toEqual(['03-01T00:10', '03-01T00:20']);
  await stage.update(RULE, 'Rule', physicalId, { ...all, State: 'DISABLED' }, all);
  await stage.advance(60 * MINUTE);
  expect(times(stage)).toHaveLength(2);
  await stage.update(RULE, 'Rule', physicalId, all, all);
  await stage.advance(10 * MINUTE);
  expect(times(stage)).toHaveLength(3);
  await stage.delete(RULE, 'Rule', physicalId, all);
  await stage.advance(60 * MINUTE);
  expect(times(stage)).toHaveLength(3);
});

test('another process goes on with it', async () => {
  const { stage } = await withRule({ ScheduleExpression: 'rate(1 hour)' });
  await stage.advance(90 * MINUTE);
  const next = new Stage(JSON.parse(JSON.stringify(stage.account.state)) as AccountState);
  await next.advance(31 * MINUTE);
  expect(times(next)).toEqual(['03-01T01:00', '03-01T02:00']);
  expect(next.account.clock.now()).toBe(START + 121 * MINUTE);
});

test.each(['rate(1 minutes)', 'rate(2 minute)', 'rate(0 minutes)', 'rate(5 seconds)', 'at(2030-01-01T00:00:00)', 'cron(0 4 * * MON *)', 'daily'])(
  '%s is refused', async (ScheduleExpression) => {
    await expect(new Stage().create(RULE, 'Rule', { ScheduleExpression })).rejects.toThrow('Parameter ScheduleExpression is not valid.');
  });

test('neither a pattern nor a schedule is refused', async () => {
  await expect(new Stage().create(RULE, 'Rule', {})).rejects.toThrow('Parameter(s) EventPattern or ScheduleExpression must be specified.');
});
