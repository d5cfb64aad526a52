import { CPU, DAY, ExportStage, HOUR, MINUTE, NAMESPACE, START } from './stage';
import { expectSame } from './truth';

const T0 = START + DAY;

/** A value a minute of one metric, known at once. */
function newStage(until: number): ExportStage {
  const stage = new ExportStage();
  stage.resources = [CPU];
  stage.measure('web', 'CPUUtilization', Array.from({ length: (until - START) / MINUTE }, (_, index) => {
    const at = START + index * MINUTE;
    return [at, index % 97, at] as const;
  }));
  return stage;
}

async function samplesBeyond(stage: ExportStage, from: number, to: number): Promise<string[]> {
  const got = await stage.cloudWatchData('CPUUtilization', ['InstanceName', 'web'], 'SampleCount', 5 * MINUTE, from, to);
  return [...got].filter(([, count]) => count > 5).map(([at, count]) => `${new Date(at).toISOString()}: ${count}`);
}

/** Minutes that it ran, and that pass until it runs again. random-lives.ts draws others. */
const RESTARTS = [[30, 5], [30, 26 * 60], [60, 15], [60, 60], [26 * 60, 5], [26 * 60, 60]] as const;

describe.each([
  ['destroyed and deployed again', (stage: ExportStage) => stage.redeploy()],
  ['given to another provider', (stage: ExportStage) => stage.changeProvider('two')],
  ['given to another provider, while CloudFormation does not answer', (stage: ExportStage) => {
    stage.changeProvider('two');
    stage.scheduleChangedAt = undefined;
  }],
])('%s', (_, restart) => {
  test.each(RESTARTS)('after %d minutes, the next run comes %d minutes later: nothing counts twice', async (ran, pause) => {
    const last = T0 + ran * MINUTE;
    const first = last + pause * MINUTE;
    const stage = newStage(first + 14 * HOUR);
    await stage.runAll(T0, last);
    restart(stage);
    await stage.runAll(first, first + 14 * HOUR);
    await stage.advanceTo(stage.now + 3 * HOUR);
    expect(await samplesBeyond(stage, START, first + 14 * HOUR)).toEqual([]);
    expect(stage.decisions('surplus')).toEqual([]);
    // Twelve hours back from the first run on; and what was exported before.
    expect(await expectSame(stage, [CPU], first - 12 * HOUR, first + 13 * HOUR, [])).toBeGreaterThan(100);
  }, 60_000);
});

test('a change of provider that is rolled back: the first one does not take what the second one did', async () => {
  for (const minutes of [5, 10, 55, 3 * 60]) {
    const stage = newStage(T0 + DAY);
    await stage.runAll(T0, T0 + HOUR);
    stage.changeProvider('two');
    await stage.runAll(T0 + HOUR + 5 * MINUTE, T0 + HOUR + minutes * MINUTE);
    stage.changeProvider('one');
    await stage.runAll(T0 + HOUR + (minutes + 5) * MINUTE, T0 + 20 * HOUR);
    await stage.advanceTo(T0 + DAY);
    expect(await samplesBeyond(stage, START, T0 + DAY)).toEqual([]);
    await expectSame(stage, [CPU], T0, T0 + 6 * HOUR, []);
  }
}, 60_000);

test('a provider and an interval that are changed together, and rolled back', async () => {
  const stage = newStage(T0 + DAY);
  await stage.runAll(T0, T0 + 4 * HOUR, HOUR);
  stage.changeProvider('two');
  await stage.runAll(T0 + 4 * HOUR + 10 * MINUTE, T0 + 4 * HOUR + 40 * MINUTE);
  stage.changeProvider('one');
  await stage.runAll(T0 + 5 * HOUR, T0 + 20 * HOUR, HOUR);
  await stage.advanceTo(T0 + DAY);
  expect(await samplesBeyond(stage, START, T0 + DAY)).toEqual([]);
  await expectSame(stage, [CPU], T0, T0 + 6 * HOUR, []);
});

test('both providers get the run during which the schedule is changed', async () => {
  const stage = newStage(T0 + DAY);
  await stage.runAll(T0, T0 + HOUR);
  stage.changeProvider('two');
  await stage.deliver(T0 + HOUR);
  await stage.runAll(T0 + HOUR + 5 * MINUTE, T0 + 20 * HOUR);
  await stage.advanceTo(T0 + DAY);
  expect(await samplesBeyond(stage, START, T0 + DAY)).toEqual([]);
  await expectSame(stage, [CPU], T0, T0 + 6 * HOUR, []);
});

test('a construct that is renamed goes on where it was: two schedules, the same runs', async () => {
  const stage = newStage(T0 + 3 * HOUR);
  await stage.runAll(T0, T0 + HOUR);
  stage.scheduleChangedAt = stage.now;
  for (let run = T0 + HOUR + 5 * MINUTE; run <= T0 + HOUR + 20 * MINUTE; run += 5 * MINUTE) {
    await stage.advanceTo(run);
    await Promise.all([stage.deliver(run), stage.deliver(run)]);
  }
  const put = stage.cloudWatch.data(NAMESPACE, 'CPUUtilization').filter(({ at }) => at >= T0);
  expect(put.map(({ at }) => (at - T0) / MINUTE).sort((one, other) => one - other)).toEqual(Array.from({ length: 15 }, (_, index) => index * 5));
});

test('the first run puts nothing, the second one what was published since', async () => {
  const stage = newStage(T0 + HOUR);
  await stage.run(T0);
  expect(stage.decisions('first-run')).toHaveLength(1);
  expect(stage.cloudWatch.data(NAMESPACE, 'CPUUtilization')).toEqual([]);
  await stage.run(T0 + 5 * MINUTE);
  expect(stage.cloudWatch.data(NAMESPACE, 'CPUUtilization').map(({ at }) => at)).toEqual([T0 - 5 * MINUTE]);
});

test('an outage is no restart: the schedule was not changed since the last run', async () => {
  const stage = newStage(T0 + DAY);
  await stage.runAll(T0, T0 + HOUR);
  await stage.run(T0 + HOUR + 30 * MINUTE);
  await stage.advanceTo(T0 + 2 * HOUR);
  await expectSame(stage, [CPU], T0, T0 + HOUR + 25 * MINUTE, []);
  expect(stage.decisions('first-run')).toHaveLength(1);
});

describe('with an interval of an hour', () => {
  test('each run exports all that was published since the one before', async () => {
    const stage = newStage(T0 + 12 * HOUR);
    await stage.runAll(T0, T0 + HOUR, HOUR);
    for (let run = T0 + 2 * HOUR; run <= T0 + 10 * HOUR; run += HOUR) {
      await stage.run(run);
      await stage.advanceTo(run + 10 * MINUTE);
      await expectSame(stage, [CPU], T0, run - 5 * MINUTE, []);
    }
  });

  test('what is published up to an hour late follows with the next run', async () => {
    for (const late of [6, 30, 54, 59]) {
      const stage = new ExportStage();
      stage.resources = [CPU];
      stage.measure('web', 'CPUUtilization', Array.from({ length: 12 * 60 }, (_, index) => {
        const at = T0 + index * MINUTE;
        return [at, index % 97, at + late * MINUTE] as const;
      }));
      await stage.runAll(T0, T0 + 2 * HOUR, HOUR);
      for (let run = T0 + 3 * HOUR; run <= T0 + 6 * HOUR; run += HOUR) {
        await stage.run(run);
        await stage.advanceTo(run + 10 * MINUTE);
        // Published an hour ago, or earlier.
        await expectSame(stage, [CPU], T0, run - HOUR - Math.ceil(late / 5) * 5 * MINUTE, []);
      }
    }
  });
});
