import { request } from './schedules/request';
import { checkBadInput } from './support/check-bad-input';
import { REGION, Stage } from './support/stage';
import { isMetricExportEvent } from '../../lambda/metrics';
import { isScheduleEvent } from '../../lambda/schedules';

test('what is tampered with is answered clearly, and changes nothing of somebody else\'s', async () => checkBadInput(800), 120_000);

test.each(['file:///etc/passwd', 'javascript:alert(1)', 'ftp://example.com/answer', '//example.com', ''])('an answer is sent to no such place: %s', async (ResponseURL) => {
  const stage = new Stage();
  await stage.send(stage.event('Create', {}, { ResponseURL }));
  expect(stage.answers).toEqual([]);
  expect(stage.lines.join('\n')).toContain('the response URL is invalid');
});

test('properties that are none are refused clearly', async () => {
  const stage = new Stage();
  for (const ResourceProperties of [undefined, null, 'text', 7, []] as unknown[]) {
    const answer = await stage.send({ ...stage.event('Create', {}), ResourceProperties: ResourceProperties as Record<string, unknown> });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/^The property SourceName .*: got nothing, expected a text/) });
  }
});

test('a continuation that this version cannot read is answered, and what was begun is removed by the Delete that follows', async () => {
  const stage = new Stage();
  stage.lightsail.seedDatabase(REGION, 'db');
  await stage.invoke(stage.event('Create', {}));
  stage.tamper((continuation) => ({ ...continuation, next: { type: 'of-a-later-version' } }));
  await stage.settle();
  const [{ name }] = stage.snapshots();
  expect(stage.answers).toMatchObject([{ Status: 'FAILED', PhysicalResourceId: name, Reason: expect.stringMatching(/^The function was updated in the meantime, and cannot read/) }]);
});

test('a crash of which Step Functions does not say why is answered, too', async () => {
  const stage = new Stage();
  stage.lightsail.seedDatabase(REGION, 'db');
  await stage.invoke(stage.event('Create', {}));
  await stage.crash();
  expect(stage.answers).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('failed repeatedly: Runtime.ExitError: .') }]);
});

test.each([
  { Type: 'count', Count: '3' }, { Type: 'count', Count: 0 }, { Type: 'count' }, { Type: 'age', Seconds: null }, { Type: 'age', Seconds: 'a week' },
  { Type: 'tiered', Daily: 1 }, { Type: 'forever' }, 'count', [],
])('a retention that is not understood prunes nothing, for the run is refused: %j', (Retention) => {
  const good = request({ Retention: { Type: 'count', Count: 3 } });
  expect(isScheduleEvent({ CdkLightsailSchedule: good })).toBe(true);
  expect(isScheduleEvent({ CdkLightsailSchedule: { ...good, Retention } })).toBe(false);
});

test.each([[[['Instance', 'web', [['CPUUtilization', 'Percent', 0]]]]], [[['Instance', 'web']]], [[['__proto__', 'web', []]]], [[null]]])(
  'an export of what is no metric is refused: %j', (Resources) => {
    const good = { StackId: 'a', StackName: 'a', LogicalId: 'a', Namespace: 'Lightsail', ScheduledTime: '2026-01-01T00:00:00Z', Dimensions: {}, Resources: [] };
    expect(isMetricExportEvent({ CdkLightsailMetricExport: good })).toBe(true);
    expect(isMetricExportEvent({ CdkLightsailMetricExport: { ...good, Resources } })).toBe(false);
  },
);
