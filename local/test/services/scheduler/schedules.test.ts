import { REGION, Stage } from './stage';

const SCHEDULE = 'AWS::Scheduler::Schedule';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

async function stageWith(properties: object = {}, target: object = {}, state?: Stage['account']['state']) {
  const stage = new Stage(state);
  const role = await stage.role('scheduler.amazonaws.com', { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: stage.functionArn });
  const all = {
    Name: 'morning',
    ScheduleExpression: 'cron(0 8 * * ? *)',
    ScheduleExpressionTimezone: 'Europe/Berlin',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: stage.functionArn, RoleArn: role, Input: '{}', ...target },
    ...properties,
  };
  const provisioned = await stage.create(SCHEDULE, 'Morning', all);
  return { stage, properties: all, provisioned, role };
}

describe('a schedule', () => {
  test('invokes its target as its role, on time in its zone, over a change of the clocks', async () => {
    const { stage, provisioned } = await stageWith();
    expect(provisioned).toEqual({ physicalId: 'morning', attributes: { Arn: `arn:aws:scheduler:${REGION}:123456789012:schedule/default/morning` } });
    await stage.advance(27 * DAY);
    expect(stage.lambda.times.slice(-1)).toEqual(['2026-03-27T07:00Z']);
    await stage.advance(3 * DAY);
    expect(stage.lambda.times.slice(-3)).toEqual(['2026-03-28T07:00Z', '2026-03-29T06:00Z', '2026-03-30T06:00Z']);
    expect(stage.lambda.times).toHaveLength(30);
    expect(stage.lambda.invocations[0].caller).toMatch(/^arn:aws:sts::123456789012:assumed-role\/Shop-Rolescheduler/);
  });

  test('puts the context attributes into the input', async () => {
    const { stage, provisioned } = await stageWith({}, {
      Input: '{"arn":"<aws.scheduler.schedule-arn>","time":"<aws.scheduler.scheduled-time>","id":"<aws.scheduler.execution-id>","attempt":"<aws.scheduler.attempt-number>"}',
    });
    await stage.advance(2 * DAY);
    const [first, second] = stage.lambda.invocations.map(({ payload }) => payload as Record<string, string>);
    expect(first).toMatchObject({ arn: provisioned.attributes.Arn, time: '2026-03-01T07:00:00Z', attempt: '1' });
    expect(second.time).toBe('2026-03-02T07:00:00Z');
    expect(second.id).not.toBe(first.id);
  });

  test('goes on where an earlier process left off', async () => {
    const { stage } = await stageWith();
    await stage.advance(DAY);
    const later = new Stage(JSON.parse(JSON.stringify(stage.account.state)) as Stage['account']['state']);
    await later.advance(2 * DAY);
    expect(later.lambda.times).toEqual(['2026-03-02T07:00Z', '2026-03-03T07:00Z']);
  });

  test('runs between its dates alone', async () => {
    const { stage } = await stageWith({ StartDate: '2026-03-03T07:00:00.000Z', EndDate: '2026-03-05T07:00:00.000Z' });
    await stage.advance(10 * DAY);
    expect(stage.lambda.times).toEqual(['2026-03-03T07:00Z', '2026-03-04T07:00Z']);
  });

  test('runs at a rate from its making on, or from its start date', async () => {
    const fromNow = await stageWith({ ScheduleExpression: 'rate(8 hours)' });
    await fromNow.stage.advance(17 * HOUR);
    expect(fromNow.stage.lambda.times).toEqual(['2026-03-01T00:00Z', '2026-03-01T08:00Z', '2026-03-01T16:00Z']);
    const fromStart = await stageWith({ ScheduleExpression: 'rate(8 hours)', StartDate: '2026-03-01T05:00:00Z' });
    await fromStart.stage.advance(17 * HOUR);
    expect(fromStart.stage.lambda.times).toEqual(['2026-03-01T05:00Z', '2026-03-01T13:00Z']);
  });

  test('runs somewhere in its window', async () => {
    const { stage } = await stageWith({ FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 } });
    await stage.advance(3 * DAY);
    const delays = stage.lambda.invocations.map(({ at }) => Date.parse(at) % DAY - 7 * HOUR);
    expect(delays).toHaveLength(3);
    for (const delay of delays) {
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThan(30 * 60_000);
    }
    expect(new Set(delays).size).toBeGreaterThan(1);
  });

  test('rests while it is disabled, and after it is deleted', async () => {
    const { stage, properties } = await stageWith({ State: 'DISABLED' });
    await stage.advance(DAY);
    expect(stage.lambda.times).toEqual([]);
    await stage.update(SCHEDULE, 'Morning', 'morning', { ...properties, State: 'ENABLED' }, properties);
    await stage.advance(DAY);
    expect(stage.lambda.times).toEqual(['2026-03-02T07:00Z']);
    await stage.delete(SCHEDULE, 'Morning', 'morning', properties);
    await stage.advance(DAY);
    expect(stage.lambda.times).toHaveLength(1);
  });

  test('runs at its new time after an update, and no more at the old one', async () => {
    const { stage, properties } = await stageWith();
    await stage.update(SCHEDULE, 'Morning', 'morning', { ...properties, ScheduleExpression: 'cron(30 9 * * ? *)' }, properties);
    await stage.advance(DAY);
    expect(stage.lambda.times).toEqual(['2026-03-01T08:30Z']);
  });

  test('goes with its group', async () => {
    const stage = new Stage();
    const role = await stage.role('scheduler.amazonaws.com', { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' });
    await stage.create('AWS::Scheduler::ScheduleGroup', 'Group', { Name: 'office' });
    await stage.create(SCHEDULE, 'Morning', {
      Name: 'morning',
      GroupName: 'office',
      ScheduleExpression: 'rate(1 hours)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: stage.functionArn, RoleArn: role, Input: '{}' },
    });
    await stage.advance(1);
    expect(stage.lambda.times).toHaveLength(1);
    await stage.delete('AWS::Scheduler::ScheduleGroup', 'Group', 'office', { Name: 'office' });
    await stage.advance(DAY);
    expect(stage.lambda.times).toHaveLength(1);
  });
});

describe('a failed delivery', () => {
  test('is tried again, a little later each time', async () => {
    const { stage } = await stageWith({}, { Input: '{"attempt":"<aws.scheduler.attempt-number>"}' });
    stage.lambda.refusals = 3;
    await stage.advance(DAY);
    expect(stage.lambda.invocations).toMatchObject([{ at: '2026-03-01T07:00:07.000Z', payload: { attempt: '4' } }]);
  });

  test('goes to the dead-letter queue when its retries are used up', async () => {
    const stage = new Stage();
    const queue = await stage.create('AWS::SQS::Queue', 'Letters', { QueueName: 'letters' });
    const role = await stage.role('scheduler.amazonaws.com',
      { Effect: 'Allow', Action: ['lambda:InvokeFunction', 'sqs:SendMessage'], Resource: '*' });
    await stage.create(SCHEDULE, 'Morning', {
      Name: 'morning',
      ScheduleExpression: 'at(2026-03-02T08:00:00)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: stage.functionArn,
        RoleArn: role,
        Input: '{"time":"<aws.scheduler.scheduled-time>"}',
        RetryPolicy: { MaximumRetryAttempts: 2 },
        DeadLetterConfig: { Arn: queue.attributes.Arn },
      },
    });
    stage.lambda.refusals = 100;
    await stage.advance(3 * DAY);
    expect(stage.lambda.refusals).toBe(97);
    expect(stage.sqs.messages(String(queue.attributes.Arn))).toMatchObject([{
      body: '{"time":"2026-03-02T08:00:00Z"}',
      attributes: { ERROR_CODE: 'TooManyRequestsException', EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts', RETRY_ATTEMPTS: '2' },
    }]);
  });

  test('is given up when it is too old', async () => {
    const { stage } = await stageWith({}, { RetryPolicy: { MaximumEventAgeInSeconds: 3600 } });
    stage.lambda.refusals = 1_000;
    await stage.advance(12 * HOUR);
    const attempts = 1_000 - stage.lambda.refusals;
    stage.lambda.refusals = 0;
    await stage.advance(12 * HOUR);
    expect(stage.lambda.times).toEqual([]);
    expect(attempts).toBeGreaterThan(5);
    expect(attempts).toBeLessThan(30);
  });

  test('that arrived, but whose answer was lost, arrives again', async () => {
    const { stage } = await stageWith();
    stage.account.faults.inject({ service: 'lambda', operation: 'Invoke', effect: { type: 'lose-answer' }, times: 1 });
    await stage.advance(DAY);
    expect(stage.lambda.invocations).toHaveLength(2);
  });

  test('that was refused, but whose answer was lost, is a broken connection', async () => {
    const stage = new Stage();
    const queue = await stage.create('AWS::SQS::Queue', 'Letters', { QueueName: 'letters' });
    const role = await stage.role('scheduler.amazonaws.com',
      { Effect: 'Allow', Action: ['lambda:InvokeFunction', 'sqs:SendMessage'], Resource: '*' });
    await stage.create(SCHEDULE, 'Morning', {
      Name: 'morning',
      ScheduleExpression: 'at(2026-03-02T08:00:00)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: stage.functionArn, RoleArn: role, Input: '{}', RetryPolicy: { MaximumRetryAttempts: 0 }, DeadLetterConfig: { Arn: queue.attributes.Arn },
      },
    });
    stage.lambda.refusals = 1;
    stage.account.faults.inject({ service: 'lambda', effect: { type: 'lose-answer' }, times: 1 });
    await stage.advance(3 * DAY);
    expect(stage.sqs.messages(String(queue.attributes.Arn))).toMatchObject([{ attributes: { ERROR_CODE: 'SdkClientException' } }]);
  });

  test('is denied without the right', async () => {
    const stage = new Stage();
    const role = await stage.role('scheduler.amazonaws.com');
    await stage.create(SCHEDULE, 'Morning', {
      Name: 'morning',
      ScheduleExpression: 'rate(1 days)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: stage.functionArn, RoleArn: role, Input: '{}', RetryPolicy: { MaximumRetryAttempts: 0 } },
    });
    await stage.advance(HOUR);
    expect(stage.account.calls.at(-1)).toMatchObject({ error: 'AccessDeniedException', call: { operation: 'Invoke' } });
  });
});

describe('what AWS refuses', () => {
  test.each([
    ['an expression that is none', { ScheduleExpression: 'cron(x)' }, /Invalid Schedule Expression/],
    ['a zone that is none', { ScheduleExpressionTimezone: 'Mars/Base' }, /Invalid Schedule Expression Timezone/],
    ['a group that is not there', { GroupName: 'nobody' }, /Schedule group nobody does not exist/],
    ['an end before the start', { StartDate: '2026-05-01T00:00:00Z', EndDate: '2026-04-01T00:00:00Z' }, /EndDate/],
    ['a start more than five minutes ago', { StartDate: '2026-02-28T23:54:59Z' }, /The StartDate you specify cannot be earlier than 5 minutes ago\./],
    ['a window of two days', { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 2880 } }, /flexibleTimeWindow/],
  ])('%s', async (_, properties, message) => {
    await expect(stageWith(properties)).rejects.toThrow(message);
  });

  test('an update, once the start is more than five minutes ago, though it has not changed', async () => {
    const { stage, properties } = await stageWith({ StartDate: '2026-03-03T07:00:00Z' });
    await stage.advance(2 * DAY + 7 * HOUR + 5 * 60_000);
    const described = { ...properties, Description: 'new' };
    await expect(stage.update(SCHEDULE, 'Morning', 'morning', described, properties)).resolves.toBeDefined();
    await stage.advance(1000);
    await expect(stage.update(SCHEDULE, 'Morning', 'morning', properties, described)).rejects.toThrow(/cannot be earlier than 5 minutes ago/);
  });

  test('no old start of what runs once: it is ignored', async () => {
    const { stage } = await stageWith({ ScheduleExpression: 'at(2026-03-01T08:00:00)', StartDate: '2026-01-01T00:00:00Z' });
    await stage.advance(DAY);
    expect(stage.lambda.times).toHaveLength(1);
  });

  test('a role that the Scheduler may not assume', async () => {
    const stage = new Stage();
    const role = await stage.role('lambda.amazonaws.com');
    await expect(stageWith({}, { RoleArn: role })).rejects.toThrow(/must allow AWS EventBridge Scheduler to assume the role/);
  });

  test('a target that the local cloud does not know, by name', async () => {
    await expect(stageWith({}, { Arn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/x' })).rejects.toThrow(/does not know the schedule target arn:aws:ecs/);
  });

  test('calls of the API that nobody makes, by name', async () => {
    const { stage } = await stageWith();
    await expect(stage.account.call({ service: 'scheduler', region: REGION, operation: 'ListSchedules', input: {}, caller: stage.account.root }))
      .rejects.toThrow(/does not know the call ListSchedules of EventBridge Scheduler/);
  });
});
