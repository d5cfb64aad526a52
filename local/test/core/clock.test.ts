import { Clock } from '../../src/core/clock';
import { ScheduledTasks, type ScheduledTasksState } from '../../src/core/scheduled-tasks';

const seen: string[] = [];
const note = (clock: Clock, what: string) => () => { seen.push(`${what} ${clock.now()}`); };
beforeEach(() => { seen.length = 0; });

test('time jumps from timer to timer, and what is due together fires in the order it was set', async () => {
  const clock = new Clock(0);
  clock.at(20, note(clock, 'b'));
  clock.at(10, note(clock, 'a'));
  clock.at(20, note(clock, 'c'));
  const cancel = clock.at(15, note(clock, 'never'));
  cancel();
  await clock.advance(30);
  expect(seen).toEqual(['a 10', 'b 20', 'c 20']);
  expect(clock.now()).toBe(30);
});

test('what one timer started has come to rest before the next one fires', async () => {
  const clock = new Clock(0);
  clock.at(10, () => {
    const release = clock.hold();
    // Real input and output, of which the clock knows by the hold alone.
    setTimeout(() => {
      note(clock, 'worked')();
      release();
    }, 5);
  });
  clock.at(11, note(clock, 'next'));
  await clock.advance(20);
  expect(seen).toEqual(['worked 10', 'next 11']);
});

test('several may drive the clock at once', async () => {
  const clock = new Clock(0);
  for (const time of [10, 20, 30]) {
    clock.at(time, () => {
      const release = clock.hold();
      setImmediate(() => setImmediate(() => {
        note(clock, `timer ${time} at`)();
        release();
      }));
    });
  }
  await Promise.all([clock.runUntil(clock.sleep(25)), clock.runUntil(clock.sleep(30)), clock.advance(15)]);
  expect(seen).toEqual(['timer 10 at 10', 'timer 20 at 20', 'timer 30 at 30']);
});

test('a driver whose work is done does not wait for the others', async () => {
  const clock = new Clock(0);
  const release = clock.hold();
  const stuck = clock.advance(10);
  await clock.runUntil(clock.busy(async () => new Promise((resolve) => setImmediate(resolve))));
  release();
  await stuck;
  expect(clock.now()).toBe(10);
});

test('waiting for what can never happen is an error', async () => {
  const clock = new Clock(0);
  await expect(clock.runUntil(new Promise(() => undefined))).rejects.toThrow('something that will never happen');
});

test('an appointment is kept until its work is done, and taken up by the next process', async () => {
  const state: ScheduledTasksState = { next: 1, appointments: [] };
  const clock = new Clock(0);
  const scheduledTasks = new ScheduledTasks(clock, state);
  let finish: () => void = () => undefined;
  scheduledTasks.on('work', () => new Promise((resolve) => { finish = resolve; }));
  scheduledTasks.on('note', note(clock, 'note'));
  scheduledTasks.resume();
  scheduledTasks.add(5, 'note', null);
  scheduledTasks.add(10, 'work', { a: 1 });
  scheduledTasks.cancel(scheduledTasks.add(10, 'note', null));
  await clock.advance(20);
  expect(seen).toEqual(['note 5']);
  expect(state.appointments).toEqual([{ id: 2, at: 10, kind: 'work', payload: { a: 1 } }]);

  const later = new Clock(20);
  const next = new ScheduledTasks(later, JSON.parse(JSON.stringify(state)) as ScheduledTasksState);
  next.on('work', note(later, 'again'));
  next.resume();
  next.resume();
  await later.advance(0);
  expect(seen).toEqual(['note 5', 'again 20']);

  finish();
  await clock.advance(0);
  expect(state.appointments).toEqual([]);
});
