import { create, type CreateMemo, follow, type FollowMemo } from '../../../lambda/engine/creation';
import { type Moment, RequestError, type Wait } from '../../../lambda/engine/plan';
import type { OperationStatus } from '../../../lambda/lightsail/operations';

const MINUTE = 60_000;

function moment(stepAge: number): Moment {
  return { now: stepAge, stepAge, requestAge: stepAge, attempt: 0 };
}

const operation: OperationStatus = { id: 'op', type: 'Create', resourceName: 'x', outcome: 'running', status: 'Started', createdAt: 0 };

interface World {
  readonly operation?: OperationStatus;
  /** The operations of the resource, for a reason. */
  readonly earlier?: readonly OperationStatus[];
  readonly state?: string;
}

/** Follows a change once. */
async function look(memo: FollowMemo, stepAge: number, world: World) {
  return follow<{ state: string }>(memo, moment(stepAge), {
    name: 'x',
    pace: 'operation',
    operations: { get: async () => world.operation, ofResource: async () => [...world.earlier ?? []] },
    get: async () => (world.state === undefined ? undefined : { state: world.state }),
    stateOf: ({ state }) => state,
    conditionOf: (state) => (state === 'ready' || state === 'failed' ? state : 'working'),
    wait: (seen, pace): Wait => ({ seen, pace, until: 'it to be there' }),
    failure: (reason) => new RequestError(`failed: ${reason}`),
  });
}

describe('what was just changed', () => {
  test('has an operation that does not show for two minutes: it is not over', async () => {
    const memo: FollowMemo = { operationId: 'op' };
    expect(await look(memo, MINUTE, { state: 'ready' })).toMatchObject({ wait: { seen: 'operation not known yet' } });
    expect(memo.operationId).toBe('op');
    expect(await look(memo, 3 * MINUTE, { state: 'ready' })).toEqual({ ready: { state: 'ready' } });
  });

  test('does not show itself for two minutes: it is not gone', async () => {
    expect(await look({}, MINUTE, {})).toMatchObject({ wait: { seen: 'not there yet', pace: 'soon' } });
    await expect(look({}, 3 * MINUTE, {})).rejects.toThrow('failed: it was deleted meanwhile');
  });

  test('is followed until its operation has ended, and then until its state is ready', async () => {
    const memo: FollowMemo = { operationId: 'op' };
    expect(await look(memo, 0, { operation, state: 'ready' })).toMatchObject({ wait: { seen: 'operation Started' } });
    expect(await look(memo, 0, { operation: { ...operation, outcome: 'succeeded' }, state: 'pending' })).toMatchObject({ wait: { seen: 'pending', pace: 'soon' } });
    expect(await look(memo, 0, { state: 'ready' })).toEqual({ ready: { state: 'ready' } });
  });

  test('fails with the reason of its operation, also where that is found by the resource alone', async () => {
    const failed: OperationStatus = { ...operation, outcome: 'failed', status: 'Failed', reason: 'InternalError: no' };
    await expect(look({ operationId: 'op' }, 0, { operation: failed })).rejects.toThrow('failed: InternalError: no');
    await expect(look({}, 0, { earlier: [{ ...operation, outcome: 'succeeded' }, failed], state: 'failed' })).rejects.toThrow('failed: InternalError: no');
    await expect(look({}, 0, { state: 'failed' })).rejects.toThrow("failed: its state is 'failed'");
  });
});

test('what has the name already is ours only if this request made it', async () => {
  const taken = Object.assign(new Error('Some names are already in use'), { name: 'InvalidInputException', $metadata: { httpStatusCode: 400 } });
  const memo: CreateMemo = {};
  const attempt = async (isOurs: boolean) => create<string>(memo, moment(0), {
    name: 'x',
    create: async () => Promise.reject(taken),
    get: async () => 'found',
    isOurs: () => isOurs,
    waitForName: () => ({ pace: 'soon', until: 'x', seen: 'x' }),
    waitForResult: () => ({ pace: 'soon', until: 'x', seen: 'x' }),
    nameTaken: (found) => new RequestError(`taken by ${found}`),
  });
  await expect(attempt(false)).rejects.toThrow('taken by found');
  expect(memo).toEqual({ attempted: false });
  expect(await attempt(true)).toEqual({ type: 'next', wait: undefined });
  expect(memo).toEqual({ attempted: true, made: true });
});
