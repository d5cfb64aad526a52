import type { Distribution, DistributionDependencies } from './distribution-api';
import { OWNERSHIP_TAG_PREFIX } from '../../src/provider/ownership-contract';
import { again, next, type Outcome, RequestError, type Step, type Wait } from '../engine/plan';
import { isNotFound } from '../lightsail/errors';
import type { Tags } from '../lightsail/ownership';
import { unlessReleased } from '../lightsail/unless-released';
import type { Log } from '../log';

export interface RemoveMemo {
  operationId?: string;
}

export interface RemoveProps<Memo> {
  readonly dependencies: DistributionDependencies;
  readonly log: Log;
  /** Names of the distributions to remove. */
  targets(memo: Memo): readonly string[];
  /** Looked at right before each deletion: whatever else has the name by then stays. */
  isOurs(tags: Tags): boolean;
}

/** The steps that remove distributions: wait until each can be deleted, delete, wait until it is gone. */
export function removeSteps<Memo extends RemoveMemo>({ dependencies, log, targets, isOurs }: RemoveProps<Memo>): Array<Step<Memo>> {
  const { distributions, operations } = dependencies;

  async function remaining(memo: Memo): Promise<Distribution[]> {
    const found: Distribution[] = [];
    for (const name of targets(memo)) {
      const distribution = await distributions.get(name);
      if (distribution && isOurs(distribution.tags)) found.push(distribution);
      else log({ decision: distribution ? 'leave-what-is-not-ours' : 'gone', distribution: name });
    }
    return found;
  }

  async function remove(memo: Memo): Promise<Outcome> {
    for (const { name, status } of await remaining(memo)) {
      if (/progress/i.test(status)) return again(wait(`the distribution '${name}' to be deployed, before it can be deleted`, status));
      try {
        memo.operationId = (await distributions.delete(name))?.id;
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    }
    return next();
  }

  async function waitUntilGone(memo: Memo): Promise<Outcome> {
    const [left] = await remaining(memo);
    if (!left) return next();
    const operation = memo.operationId === undefined ? undefined : await operations.get(memo.operationId);
    if (operation?.outcome === 'failed') {
      throw new RequestError(`Lightsail could not delete the distribution '${left.name}': ${operation.reason ?? operation.status}. `
        + 'Delete it in the Lightsail console, and deploy again.');
    }
    return again(wait(`the distribution '${left.name}' to be gone`, left.status));
  }

  return [
    { name: 'delete-distribution', run: remove },
    { name: 'wait-until-gone', run: waitUntilGone },
  ];
}

function wait(until: string, seen: string): Wait {
  return { pace: 'operation', until, seen, advice: 'Lightsail goes on with it: wait until it is done, and delete or deploy again.' };
}

/** Takes our tags off a distribution that was not ours to begin with. It stays as it is. */
export async function letGo(
  { name, tags }: Pick<Distribution, 'name' | 'tags'>, { distributions, tagging }: DistributionDependencies, log: Log,
): Promise<void> {
  log({ decision: 'let-go', distribution: name });
  const ours = Object.keys(tags).filter((key) => key.startsWith(OWNERSHIP_TAG_PREFIX));
  await unlessReleased(async () => tagging.remove(name, ours), async () => distributions.get(name));
}
