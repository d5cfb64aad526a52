import { checkLives, checkLivesWithRestarts } from './random-lives';

// A few lives; random-months.long.test.ts tries many more.

test('whatever happens, CloudWatch holds what Lightsail reported, for every statistic and period', async () => checkLives(3), 300_000);

test('however often it begins anew, nothing counts twice; and if no other run is missed, nothing is lost', async () => checkLivesWithRestarts(3), 300_000);
