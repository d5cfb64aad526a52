import type { DistributionDependencies } from '../../../lambda/distributions/distribution-api';
import { removeSteps } from '../../../lambda/distributions/remove-steps';
import type { Moment } from '../../../lambda/engine/plan';

const MOMENT: Moment = { now: 0, stepAge: 0, requestAge: 0, attempt: 0 };

test('what has the name right before the deletion, and is not ours, stays, and is not waited for', async () => {
  const owners = new Map([['one', 'them'], ['two', 'us']]);
  const deleted: string[] = [];
  const dependencies = {
    operations: { get: async () => undefined },
    distributions: {
      get: async (name: string) => {
        const owner = owners.get(name);
        return owner === undefined ? undefined : { name, status: 'Deployed', tags: { owner }, settings: {} };
      },
      delete: async (name: string) => {
        deleted.push(name);
        owners.delete(name);
        return undefined;
      },
    },
  } as unknown as DistributionDependencies;
  const [remove, wait] = removeSteps({ dependencies, log: () => undefined, targets: () => ['one', 'two'], isOurs: ({ owner }) => owner === 'us' });
  expect(await remove.run({}, MOMENT)).toEqual({ type: 'next', wait: undefined });
  expect(deleted).toEqual(['two']);
  expect(await wait.run({}, MOMENT)).toEqual({ type: 'next', wait: undefined });
});
