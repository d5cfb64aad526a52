import { request } from './request';
import { DAY, HOUR, MINUTE, REGION, Stage } from './stage';
import { ScheduleAction, type ScheduleRequest } from '../../../src/schedules/schedule-contract';

const NIGHTLY: Partial<ScheduleRequest> = {
  Action: ScheduleAction.TAKE_SNAPSHOT,
  Targets: [{ Kind: 'instance', Name: 'web-1' }],
  Retention: { Type: 'count', Count: 5 },
  WhenUnavailable: 'wait',
};
const AT_THREE = 'cron(0 3 * * ? *)';
const OWN = { 'cdk-lightsail:stack': request().StackId, 'cdk-lightsail:resource': 'Nightly', 'cdk-lightsail:request': '2026-02-01T03:00:00Z' };

/** An instance with so many old snapshots of the schedule. Their names are as long as names can be. */
function stageWith(count: number): Stage {
  const made = new Stage({ pageSize: 500 });
  made.lightsail.seedInstance(REGION, 'web-1');
  for (let i = 0; i < count; i++) {
    made.lightsail.instantly(REGION, 'CreateInstanceSnapshot', {
      instanceName: 'web-1', instanceSnapshotName: `old-${i}-`.padEnd(254, 'x'), tags: Object.entries(OWN).map(([key, value]) => ({ key, value })),
    });
  }
  return made;
}

test('a thousand snapshots are pruned in one run, a few in each call, and the result is short', async () => {
  const made = stageWith(1000);
  await made.schedule('Nightly', AT_THREE, NIGHTLY);
  await made.advance(6 * HOUR);
  expect(made.snapshots()).toHaveLength(5);
  const [result] = made.results();
  expect(result).toMatchObject({ result: 'succeeded', prunedCount: 996 });
  expect(result.pruned).toHaveLength(100);
  expect(JSON.stringify(result).length).toBeLessThan(50_000);
  expect(made.largestState).toBeLessThan(50_000);
  const deletions = made.account.calls.filter(({ call }) => call.operation === 'DeleteInstanceSnapshot');
  const perMoment = new Map<number, number>();
  for (const { at } of deletions) perMoment.set(at, (perMoment.get(at) ?? 0) + 1);
  expect(Math.max(...perMoment.values())).toBeLessThanOrEqual(50);
  // A pause for every fifty, not for each.
  expect(made.invocations).toBeLessThan(40);
}, 60_000);

test('what one run has no time for, the next one prunes', async () => {
  const made = stageWith(500);
  made.lightsail.durations = { ...made.lightsail.durations, instanceSnapshot: 8 * MINUTE };
  await made.schedule('Nightly', AT_THREE, { ...NIGHTLY, TimeoutSeconds: 660 });
  await made.advance(DAY);
  expect(made.results()).toMatchObject([{ result: 'failed', reason: expect.stringMatching(/^There was no time left for the pruning of snapshots of the instance 'web-1'; last seen: there is more/) as string }]);
  await made.advance(2 * DAY);
  expect(made.snapshots()).toHaveLength(5);
  expect(made.results().at(-1)).toMatchObject({ result: 'succeeded' });
});

test('one that cannot be deleted does not keep the others', async () => {
  const made = stageWith(8);
  made.account.faults.inject({
    service: 'lightsail',
    operation: 'DeleteInstanceSnapshot',
    when: ({ input }) => String(input.instanceSnapshotName).startsWith('old-3-'),
    effect: { type: 'fail-operation', code: 'InUse', details: 'in use' },
  });
  await made.schedule('Nightly', AT_THREE, { ...NIGHTLY, Retention: { Type: 'count', Count: 1 } });
  await made.advance(6 * HOUR);
  expect(made.snapshots().map((name) => name.slice(0, 5))).toEqual(['old-3', 'web-1']);
  expect(made.results()).toMatchObject([{ result: 'failed', prunedCount: 7, reason: expect.stringMatching(/could not delete the snapshot 'old-3-x+': InUse: in use/) as string }]);
  expect(made.times('DeleteInstanceSnapshot')).toHaveLength(8);
});

test('what was deleted when the answer got lost is listed, once', async () => {
  const made = stageWith(3);
  made.account.faults.inject({ service: 'lightsail', operation: 'DeleteInstanceSnapshot', effect: { type: 'lose-answer' }, times: 2 });
  await made.schedule('Nightly', AT_THREE, { ...NIGHTLY, Retention: { Type: 'count', Count: 1 } });
  await made.advance(6 * HOUR);
  const [{ pruned = [], prunedCount, result }] = made.results();
  expect([result, prunedCount, [...pruned].map((name) => name.slice(0, 5)).sort()]).toEqual(['succeeded', 3, ['old-0', 'old-1', 'old-2']]);
});

test('each snapshot that is pruned takes two calls more, as docs/schedules.md says', async () => {
  const calls: number[] = [];
  for (const old of [0, 1, 4]) {
    const made = stageWith(old);
    await made.schedule('Nightly', AT_THREE, { ...NIGHTLY, Retention: { Type: 'count', Count: 1 } });
    await made.advance(6 * HOUR);
    expect(made.results()).toMatchObject([{ result: 'succeeded', prunedCount: old }]);
    calls.push(made.account.calls.filter(({ call }) => call.service === 'lightsail').length);
  }
  expect([calls[1] - calls[0], calls[2] - calls[0]]).toEqual([2, 8]);
});
