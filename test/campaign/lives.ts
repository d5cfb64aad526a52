import { checkLife } from '../../campaign/check-life';

/** The lives of these seeds keep every invariant: the first ones of `npm run campaign`. A failure names what replays it. */
export function livesKeepEveryInvariant(first: number, last: number): void {
  test(`the lives of the seeds ${first} to ${last} keep every invariant`, async () => {
    let deployments = 0;
    for (let seed = first; seed <= last; seed++) {
      const { failure, ...lived } = await checkLife(seed);
      if (failure) throw new Error(`${failure.message}\nReplay: npm run campaign -- --replay ${failure.replay}`);
      deployments += lived.deployments;
    }
    expect(deployments).toBeGreaterThan(last - first);
  }, 300_000);
}
