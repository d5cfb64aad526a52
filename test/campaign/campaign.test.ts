import { checkLife } from '../../campaign/check-life';

// The first lives of `npm run campaign`. A failure names what replays it.
const LIVES = 40;

test(`${LIVES} random lives keep every invariant`, async () => {
  for (let seed = 1; seed <= LIVES; seed++) {
    const { failure } = await checkLife(seed);
    if (failure) throw new Error(`${failure.message}\nReplay: npm run campaign -- --replay ${failure.replay}`);
  }
}, 120_000);
