import type { Account, Service } from 'cdk-local-cloud/engine';

/** From now on each call of these services takes its time, evenly from the shortest to the longest. Milliseconds. */
export function slowDown(account: Account, services: readonly string[], shortest: number, longest: number): void {
  let calls = 0;
  for (const name of services) {
    const fast = account.service(name);
    const slow: Service = {
      name,
      authorization: (call) => fast.authorization(call),
      handle: async (call, effect) => {
        // The golden ratio: spread evenly however many calls there are, and the same each time.
        await account.clock.sleep(shortest + (calls++ * 0.618 % 1) * (longest - shortest));
        return fast.handle(call, effect);
      },
    };
    account.add(slow);
  }
}
