import type { AlarmDependencies } from './alarm-api';
import type { PutMemo } from './put-steps';
import { next, type Outcome, type Step } from '../engine/plan';
import { classify } from '../lightsail/errors';
import type { Log } from '../log';

/**
 * Runs TestAlarm once after an alarm was made. Lightsail refuses it in some states, and a new alarm has hardly seen
 * anything: that is no reason to fail a deployment.
 */
export function testStep(name: string, log: Log, { alarms, operations }: AlarmDependencies): Step<PutMemo> {
  async function test(memo: PutMemo): Promise<Outcome> {
    if (!memo.created) return next();
    const { createdAt: made = 0 } = memo;
    // A repeated request would send the message again; an earlier alarm of the name does not count.
    if ((await operations.ofResource(name)).some(({ type, createdAt }) => type === 'TestAlarm' && createdAt >= made)) return next();
    try {
      const refused = (await alarms.test(name)).find(({ outcome }) => outcome === 'failed');
      log({ decision: refused ? 'test-failed' : 'tested', error: refused?.reason });
    } catch (error) {
      const { type, code, message } = classify(error);
      if (type !== 'invalid' && code !== 'OperationFailureException') throw error;
      log({ decision: 'test-refused', error: `${code}: ${message}` });
    }
    return next();
  }
  return { name: 'test-alarm', run: test };
}
