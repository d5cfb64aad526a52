import { ServiceError } from 'cdk-local-cloud/engine';
import { request } from './request';
import { DAY, HOUR, MINUTE, REGION, Stage } from './stage';
import { snapshotName } from '../../../lambda/schedules/schedule-event';
import { ScheduleAction, type ScheduleRequest } from '../../../src/schedules/schedule-contract';

const AT_THREE = 'cron(0 3 * * ? *)';
const COPIED: Partial<ScheduleRequest> = {
  Action: ScheduleAction.TAKE_SNAPSHOT,
  Targets: [{ Kind: 'instance', Name: 'web-1' }],
  Retention: { Type: 'count', Count: 2 },
  WhenUnavailable: 'wait',
  CopyTo: ['eu-west-1', 'us-east-1'],
  SnapshotTags: { purpose: 'backup' },
};
const ONE = { Type: 'count', Count: 1 } as const;

let made: Stage;

beforeEach(() => {
  made = new Stage();
  made.lightsail.seedInstance(REGION, 'web-1');
});

/** `web-1-20260301T0300Z` without the digest. */
const names = (region: string) => made.snapshots(region).map((name) => name.replace(/-[0-9a-f]{6}$/, ''));
const untagged = (region: string) => made.snapshots(region).filter((name) => Object.keys(made.tags(name, region)).length === 0);

test('are made in other regions, tagged, and pruned there', async () => {
  await made.schedule('Nightly', AT_THREE, COPIED);
  await made.advance(4 * DAY);
  const expected = ['web-1-20260303T0300Z', 'web-1-20260304T0300Z'];
  expect([REGION, 'eu-west-1', 'us-east-1'].map(names)).toEqual([expected, expected, expected]);
  expect(made.tags(made.snapshots('eu-west-1')[0], 'eu-west-1')).toMatchObject({ 'purpose': 'backup', 'cdk-lightsail:resource': 'Nightly' });
  expect(made.results()[0].copies).toEqual(['eu-west-1', 'us-east-1'].map((region) => ({ region, snapshot: made.results()[0].snapshot })));
});

describe('one region that fails', () => {
  const LIMIT = { type: 'error', code: 'InvalidInputException', message: 'You have reached the limit of snapshot copies.' } as const;

  test('stops neither the others nor any pruning, and is reported', async () => {
    await made.schedule('Nightly', AT_THREE, { ...COPIED, Retention: ONE, CopyTo: ['eu-west-2', 'eu-west-1'] });
    await made.advance(DAY);
    made.account.faults.inject({ service: 'lightsail', operation: 'CopySnapshot', when: ({ region }) => region === 'eu-west-2', effect: LIMIT, times: 3 });
    await made.advance(3 * DAY);
    expect([REGION, 'eu-west-1', 'eu-west-2'].map(names)).toEqual([['web-1-20260304T0300Z'], ['web-1-20260304T0300Z'], ['web-1-20260301T0300Z']]);
    const failed = made.results()[1];
    expect(failed).toMatchObject({ result: 'failed', changed: true, copies: [{ region: 'eu-west-1', snapshot: failed.snapshot }], prunedCount: 1 });
    expect(failed.reason).toMatch(/^InvalidInputException: You have reached the limit of snapshot copies\. \(step 'copy' of the copy of the snapshot 'web-1-[^']+' to eu-west-2\)\. Correct/);
    await made.advance(DAY);
    expect([REGION, 'eu-west-1', 'eu-west-2'].map(names)).toEqual(Array(3).fill(['web-1-20260305T0300Z']));
  });

  test('may also fail after it was asked: what failed there goes with the next good one', async () => {
    await made.schedule('Nightly', AT_THREE, { ...COPIED, Retention: ONE, CopyTo: ['eu-west-1'] });
    await made.advance(DAY);
    made.account.faults.inject({ service: 'lightsail', operation: 'CopySnapshot', effect: { type: 'fail-operation', code: 'Quota', details: 'too many' }, times: 1 });
    await made.advance(DAY);
    expect(made.results()[1]).toMatchObject({ result: 'failed', reason: expect.stringMatching(/could not copy .* to eu-west-1: Quota: too many/) as string });
    expect([names(REGION), names('eu-west-1')]).toEqual([['web-1-20260302T0300Z'], ['web-1-20260301T0300Z']]);
    await made.advance(DAY);
    expect([names(REGION), names('eu-west-1')]).toEqual([['web-1-20260303T0300Z'], ['web-1-20260303T0300Z']]);
  });

  test('may be one where nothing can be pruned: the others are', async () => {
    await made.schedule('Nightly', AT_THREE, { ...COPIED, Retention: ONE });
    await made.advance(DAY);
    made.account.faults.inject({
      service: 'lightsail', operation: 'GetInstanceSnapshots', when: ({ region }) => region === 'eu-west-1', effect: { type: 'error', code: 'AccessDeniedException', message: 'no', status: 403 },
    });
    await made.advance(DAY);
    expect([REGION, 'us-east-1'].map(names)).toEqual([['web-1-20260302T0300Z'], ['web-1-20260302T0300Z']]);
    expect(made.results()[1]).toMatchObject({ result: 'failed', reason: expect.stringMatching(/^AccessDeniedException: no \(step 'prune' of the pruning of snapshots of the instance 'web-1'\)/) as string });
  });

  test('may be one where a copy takes too long: the others are pruned in time', async () => {
    await made.schedule('Nightly', AT_THREE, { ...COPIED, Retention: ONE, TimeoutSeconds: 3600 });
    await made.advance(DAY);
    made.account.faults.inject({ service: 'lightsail', operation: 'CopySnapshot', when: ({ region }) => region === 'eu-west-1', effect: { type: 'endless-operation' }, times: 1 });
    await made.advance(DAY);
    expect([REGION, 'us-east-1'].map(names)).toEqual([['web-1-20260302T0300Z'], ['web-1-20260302T0300Z']]);
    expect(made.results()[1]).toMatchObject({
      result: 'failed',
      reason: expect.stringMatching(/^There was no time left to wait for the copy of the snapshot '[^']+' in eu-west-1 to become usable; last seen: operation Started\. Give the schedule a longer timeout\.$/) as string,
    });
  });
});

describe('whose answer is lost', () => {
  test.each(['CopySnapshot', 'TagResource'])('are made and tagged once: %s', async (operation) => {
    made.account.faults.inject({ service: 'lightsail', operation, effect: { type: 'lose-answer' }, times: 1 });
    await made.schedule('Nightly', AT_THREE, COPIED);
    await made.advance(DAY);
    for (const region of ['eu-west-1', 'us-east-1']) expect([made.snapshots(region).length, untagged(region)]).toEqual([1, []]);
    expect(made.results()).toMatchObject([{ result: 'succeeded' }]);
  });

  test('and that show only later, are known again', async () => {
    made.account.faults.inject({ service: 'lightsail', operation: 'CopySnapshot', effect: { type: 'lose-answer' }, times: 1 });
    let copiedAt: number | undefined;
    const call = made.account.call.bind(made.account);
    made.account.call = async (asked) => {
      if (asked.operation === 'CopySnapshot') copiedAt ??= made.account.clock.now();
      if (asked.operation === 'GetInstanceSnapshot' && asked.region === 'eu-west-1' && copiedAt !== undefined && made.account.clock.now() < copiedAt + 10_000) {
        throw new ServiceError('NotFoundException', 'The InstanceSnapshot does not exist', 404);
      }
      return call(asked);
    };
    await made.schedule('Nightly', AT_THREE, { ...COPIED, Retention: ONE, CopyTo: ['eu-west-1'] });
    await made.advance(DAY);
    expect(made.results()).toMatchObject([{ result: 'succeeded' }]);
    expect(untagged('eu-west-1')).toEqual([]);
    await made.advance(DAY);
    expect(names('eu-west-1')).toEqual(['web-1-20260302T0300Z']);
  });

  test('are done if they may not be tagged again, because they are ours already', async () => {
    const call = made.account.call.bind(made.account);
    made.account.call = async (asked) => {
      const answer = await call(asked);
      // As the client would see it that repeats the call by itself: what has the tag may not be tagged.
      if (asked.operation === 'TagResource') throw new ServiceError('AccessDeniedException', 'not authorized', 403);
      return answer;
    };
    await made.schedule('Nightly', AT_THREE, COPIED);
    await made.advance(DAY);
    expect(made.results()).toMatchObject([{ result: 'succeeded' }]);
  });
});

test('that may not be tagged at all fail, and say so', async () => {
  made.account.faults.inject({ service: 'lightsail', operation: 'TagResource', effect: { type: 'error', code: 'AccessDeniedException', message: 'not authorized', status: 403 } });
  await made.schedule('Nightly', AT_THREE, { ...COPIED, CopyTo: ['eu-west-1'] });
  await made.advance(4 * HOUR);
  expect(made.results()).toMatchObject([{ result: 'failed', reason: expect.stringMatching(/^AccessDeniedException: not authorized \(step 'copy' of the copy/) as string }]);
});

test.each([
  ['another stack owns', 'web-1', [{ key: 'cdk-lightsail:stack', value: 'arn:of-another' }]],
  ['was taken of something else', 'web-2', []],
  ['was there before the run', 'web-1', []],
])('leave a snapshot of their name as it is that %s', async (_, source, tags) => {
  const taken = request({ ...COPIED, ScheduledTime: '2026-03-01T03:00:00Z' });
  const name = snapshotName(taken, taken.Targets[0]);
  made.lightsail.seedInstance('eu-west-1', source);
  made.lightsail.instantly('eu-west-1', 'CreateInstanceSnapshot', { instanceName: source, instanceSnapshotName: name, tags });
  await made.schedule('Nightly', AT_THREE, { ...COPIED, Retention: ONE, CopyTo: ['eu-west-1'] });
  await made.advance(DAY);
  expect(made.snapshots()).toEqual([name]);
  expect(made.results()).toMatchObject([{ result: 'failed', reason: expect.stringMatching(/^Something else has the name 'web-1-[^']+' in eu-west-1/) as string }]);
  expect(made.tags(name, 'eu-west-1')).toEqual(Object.fromEntries(tags.map(({ key, value }) => [key, value])));
});

test('leave what else has their name as it is', async () => {
  await made.schedule('Nightly', AT_THREE, { ...COPIED, Retention: ONE, CopyTo: ['eu-west-1'] });
  await made.advance(3 * HOUR + MINUTE);
  made.lightsail.seedInstance('eu-west-1', made.snapshots()[0]);
  await made.advance(DAY - 3 * HOUR);
  expect(made.results()).toMatchObject([{ result: 'failed', reason: expect.stringMatching(/^Something else has the name 'web-1-[^']+' in eu-west-1/) as string }]);
});
