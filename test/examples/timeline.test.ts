import { stripVTControlCharacters } from 'node:util';
import { drawTimeline, span, type TimelineEvent } from '../../examples/demo/timeline';

const MINUTE = 60_000;

function event(minutes: number, logicalId: string, status: string, type = 'Custom::Any'): TimelineEvent {
  return { timestamp: minutes * MINUTE, logicalId, type, status };
}

function draw(events: TimelineEvent[], rows = 4): string[] {
  const whole = [event(0, 'Shop', 'UPDATE_IN_PROGRESS', 'AWS::CloudFormation::Stack'), ...events];
  return drawTimeline(whole, { label: (logicalId) => logicalId.toLowerCase(), rows }).map((line) => stripVTControlCharacters(line));
}

test('a bar for each resource, from the first event to the last one', () => {
  expect(draw([
    event(0, 'One', 'UPDATE_IN_PROGRESS'), event(11, 'One', 'UPDATE_COMPLETE'),
    event(11, 'Another', 'CREATE_IN_PROGRESS'), event(12, 'Another', 'CREATE_IN_PROGRESS'), event(22, 'Another', 'CREATE_COMPLETE'),
  ])).toEqual([
    `one      ${'█'.repeat(22)}${'·'.repeat(22)}  11 min 0 s`,
    `another  ${'·'.repeat(22)}${'█'.repeat(22)}  11 min 0 s`,
  ]);
});

test('what rolls back is worked on twice, and what failed says so however quickly it did', () => {
  expect(draw([
    event(0, 'One', 'UPDATE_IN_PROGRESS'), event(0, 'Two', 'UPDATE_IN_PROGRESS'), event(0.01, 'Two', 'UPDATE_FAILED'), event(1, 'One', 'UPDATE_COMPLETE'),
    event(1, 'One', 'UPDATE_IN_PROGRESS'), event(2, 'One', 'UPDATE_COMPLETE'),
  ])).toEqual([
    `one  ${'█'.repeat(22)}${'·'.repeat(22)}  1 min 0 s`,
    `two  █${'·'.repeat(43)}  1 s failed`,
    `one  ${'·'.repeat(22)}${'█'.repeat(22)}  1 min 0 s`,
  ]);
});

test('only those that took longest, and nothing of what was done at once', () => {
  const events = [1, 2, 3].flatMap((minutes) => [event(0, `R${minutes}`, 'DELETE_IN_PROGRESS'), event(minutes, `R${minutes}`, 'DELETE_COMPLETE')]);
  const atOnce = [event(3, 'Quick', 'DELETE_IN_PROGRESS'), event(3, 'Quick', 'DELETE_COMPLETE')];
  expect(draw([...events, ...atOnce], 2).map((line) => line.slice(0, 2))).toEqual(['r2', 'r3']);
  expect(draw([...events, ...atOnce], 9)).toHaveLength(3);
});

test('spans are rounded to seconds', () => {
  expect([span(44_600), span(60_000), span(59_999), span(555_000)]).toEqual(['45 s', '1 min 0 s', '1 min 0 s', '9 min 15 s']);
});
