import { AwsError } from '../../../lambda/aws/aws-error';
import { endCancelledReplacement } from '../../../lambda/cloudformation/cancelled-replacement';
import type { ResourceRequest } from '../../../lambda/cloudformation/resource-handler';
import type { Creation } from '../../../lambda/cloudformation/unanswered-creations';
import { OwnershipTag } from '../../../src/provider/ownership-contract';

const MINUTE = 60_000;

function creation(name: string, replaces?: string, isBeingMade = false): Creation {
  return { name, isBeingMade, tags: replaces === undefined ? {} : { [OwnershipTag.REPLACES]: replaces } };
}

/** Ends the replacement of 'current', so long after the rollback has asked for it. Returns what was removed, and what to wait for. */
async function end(found: readonly Creation[], age = 0, error?: Error) {
  const removed: string[] = [];
  const request = { type: 'Update', properties: { timeoutSeconds: 1800 }, log: () => undefined } as unknown as ResourceRequest<{ timeoutSeconds: number }>;
  const outcome = await endCancelledReplacement({
    request,
    current: 'current',
    kind: 'snapshot',
    find: async () => found,
    remove: async (name) => {
      if (error) throw error;
      removed.push(name);
    },
  }, { now: age, stepAge: age, requestAge: age, attempt: 0 });
  return { removed, outcome };
}

test('only what was to replace the one that the rollback keeps is removed', async () => {
  const found = [creation('current', 'current'), creation('replacement', 'current'), creation('of-another', 'other'), creation('first')];
  expect(await end(found)).toEqual({ removed: ['replacement'], outcome: undefined });
});

test('what is still being made is waited for, but not for ever', async () => {
  const found = [creation('replacement', 'current', true)];
  expect(await end(found, MINUTE)).toMatchObject({ removed: [], outcome: { type: 'again' } });
  expect(await end(found, 20 * MINUTE)).toEqual({ removed: [], outcome: undefined });
});

test('what cannot be removed does not fail the rollback; what cannot be removed now is tried again', async () => {
  const found = [creation('replacement', 'current')];
  expect(await end(found, 0, new AwsError('AccessDeniedException', 'no', 403))).toEqual({ removed: [], outcome: undefined });
  await expect(end(found, 0, new AwsError('ThrottlingException', 'slow', 400))).rejects.toThrow('slow');
  expect(await end(found, 20 * MINUTE, new AwsError('ThrottlingException', 'slow', 400))).toEqual({ removed: [], outcome: undefined });
});
