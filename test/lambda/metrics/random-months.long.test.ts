import { checkLives, checkLivesWithRestarts, type Life, live, RESOURCES, visibility } from './random-lives';
import { DAY, ExportStage, HOUR, START } from './stage';
import { expectSame } from './truth';

test('whatever happens, CloudWatch holds what Lightsail reported, for every statistic and period', async () => checkLives(15), 600_000);

test('however often it begins anew, nothing counts twice; and if no other run is missed, nothing is lost', async () => checkLivesWithRestarts(10), 600_000);

test('a month, every five minutes', async () => {
  const stage = new ExportStage({ visibility });
  const incidents = Array.from({ length: 30 }, (_, day) => (['none', 'outage', 'crash before', 'busy', 'crash after'] as const)[day % 5]);
  const life: Life = {
    seed: 4711,
    interval: 5,
    gaps: 0.1,
    late: 0.1,
    doubled: 0.1,
    missed: 0.03,
    slow: 0.03,
    throttled: 0.02,
    lost: 0.01,
    incidents,
    outage: 7,
    restarts: [],
    shift: 0,
  };
  await live(stage, life, 30);
  for (let day = 0; day < 30; day++) await expectSame(stage, RESOURCES, START + day * DAY, START + (day + 1) * DAY, [HOUR, DAY]);
  expect(stage.decisions('surplus')).toEqual([]);
}, 300_000);
