import { request } from './request';
import type { Moment } from '../../../lambda/engine/plan';
import { prunePlace } from '../../../lambda/schedules/prune-place';
import { pruneSteps } from '../../../lambda/schedules/prune-steps';
import type { Pruning, RunMemo } from '../../../lambda/schedules/run';
import type { Snapshot, SnapshotApi } from '../../../lambda/snapshots/snapshot-api';

const snapshot = (name: string, owner: string): Snapshot => ({ name, arn: '', state: 'available', tags: { owner } });

/** Snapshots as the list has them, and as they are by the time that each is to be deleted. */
function snapshots(listed: readonly Snapshot[], present: readonly Snapshot[] = listed) {
  const deleted: string[] = [];
  let lists = 0;
  const api: SnapshotApi = {
    list: async () => {
      lists++;
      return [...listed];
    },
    get: async (name) => present.find((one) => one.name === name),
    sourceState: async () => 'running',
    create: async () => [],
    delete: async (name) => {
      deleted.push(name);
      return [];
    },
  };
  return { api, deleted, lists: () => lists };
}

test('what has the name by the time of its deletion, and is not ours, stays, and is not counted', async () => {
  const { api, deleted } = snapshots([snapshot('a', 'us'), snapshot('b', 'us'), snapshot('c', 'us')], [snapshot('a', 'us'), snapshot('b', 'them')]);
  const pruning: Pruning = { count: 0, names: [], asked: [], undeletable: [] };
  await prunePlace(pruning, {
    snapshots: api,
    subject: 'the pruning',
    log: () => undefined,
    budget: { deletions: 50, listed: 2000 },
    choose: (all) => all.map(({ name }) => name),
    isOurs: ({ owner }) => owner === 'us',
  });
  expect(deleted).toEqual(['a']);
  expect(pruning).toMatchObject({ done: true, count: 1, names: ['a'], undeletable: [] });
});

test('a run that has taken no snapshot looks for nothing to prune', async () => {
  const { api, lists } = snapshots([]);
  const [prune] = pruneSteps(
    { request: request({ Retention: { Type: 'count', Count: 1 } }), target: { Kind: 'instance', Name: 'web' }, log: () => undefined }, [{ snapshots: api }],
  );
  const moment: Moment = { now: 0, stepAge: 0, requestAge: 0, attempt: 0 };
  const look = async (memo: RunMemo) => prune.run(memo, moment);
  expect(await look({})).toEqual({ type: 'next', wait: undefined });
  expect(lists()).toBe(0);
  expect(await look({ snapshotUsable: true })).toEqual({ type: 'next', wait: undefined });
  expect(lists()).toBe(1);
});
