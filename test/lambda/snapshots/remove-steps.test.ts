import type { Moment } from '../../../lambda/engine/plan';
import { removeSteps } from '../../../lambda/snapshots/remove-steps';
import type { Snapshot, SnapshotApi } from '../../../lambda/snapshots/snapshot-api';

const MOMENT: Moment = { now: 0, stepAge: 0, requestAge: 0, attempt: 0 };
const snapshot = (name: string, owner: string, state = 'available'): Snapshot => ({ name, state, arn: '', tags: { owner } });

/** The steps for two names, of which snapshots with `owner: 'us'` are ours. */
function setUp(...present: Snapshot[]) {
  const there = new Map(present.map((one) => [one.name, one]));
  const deleted: string[] = [];
  const snapshots: SnapshotApi = {
    get: async (name) => there.get(name),
    list: async () => [...there.values()],
    sourceState: async () => 'available',
    create: async () => [],
    delete: async (name) => {
      deleted.push(name);
      there.delete(name);
      return [];
    },
  };
  const [remove, wait] = removeSteps<object>({
    services: { snapshots, operations: { get: async () => undefined, ofResource: async () => [] } },
    log: () => undefined,
    targets: () => ['one', 'two'],
    isOurs: ({ owner }) => owner === 'us',
  });
  return { deleted, there, remove: async () => remove.run({}, MOMENT), wait: async () => wait.run({}, MOMENT) };
}

test('what has the name right before the deletion, and is not ours, stays, and is not waited for', async () => {
  const { deleted, remove, wait } = setUp(snapshot('one', 'them'), snapshot('two', 'us'));
  expect(await remove()).toEqual({ type: 'next', wait: undefined });
  expect(deleted).toEqual(['two']);
  expect(await wait()).toEqual({ type: 'next', wait: undefined });
});

test('what is still being made is waited for, and what is being deleted, too', async () => {
  const { deleted, there, remove, wait } = setUp(snapshot('one', 'us', 'pending'));
  expect(await remove()).toMatchObject({ type: 'again', wait: { seen: 'pending' } });
  expect(deleted).toEqual([]);
  there.set('one', snapshot('one', 'us', 'deleting'));
  expect(await wait()).toMatchObject({ type: 'again', wait: { until: "the snapshot 'one' to be gone", seen: 'deleting' } });
});
