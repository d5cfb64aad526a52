import * as fc from 'fast-check';
import { Lifecycle } from '../support/lifecycle';
import { act } from '../support/lifecycle-arbitraries';
import { SECOND } from '../support/test-cloud';

// The same lives each time. To look for more: LIFECYCLE_SEED and LIFECYCLE_RUNS, other ones than these.
const SEED = Number(process.env.LIFECYCLE_SEED ?? 20260101);
const RUNS = Number(process.env.LIFECYCLE_RUNS ?? 6);

test('whatever happens in the life of a stack, nothing of it is lost, left behind, or touched that is not its own', async () => {
  await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 4 }), async (acts) => {
    const life = new Lifecycle();
    try {
      for (const each of acts) await life.play(each);
      await life.end();
    } finally {
      await life.cloud.close();
    }
  }), { seed: SEED, numRuns: RUNS, interruptAfterTimeLimit: RUNS * 12 * SECOND, markInterruptAsFailure: false });
}, RUNS * 15 * SECOND);
