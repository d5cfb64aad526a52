import { REGION, Stage } from '../scheduler/stage';

const HOLIDAYS = [
  'BEGIN:VCALENDAR', 'PRODID:-//AWS//Change Calendar 1.0//EN', 'VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_OPEN',
  'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Christmas,', '  two days', 'DTSTART;TZID=Europe/Berlin:20261225T000000', 'DTEND;TZID=Europe/Berlin:20261227T000000', 'END:VEVENT',
  'BEGIN:VEVENT', 'UID:2', 'DTSTART:20270101T000000Z', 'DTEND:20270102T000000Z', 'END:VEVENT',
  'END:VCALENDAR', '',
].join('\r\n');

const MARKET = HOLIDAYS.replace('DEFAULT_OPEN', 'DEFAULT_CLOSED');

async function stageWith(...contents: string[]) {
  const stage = new Stage();
  for (const [i, Content] of contents.entries()) {
    await stage.create('AWS::SSM::Document', `Calendar${i}`, { Name: `calendar-${i}`, DocumentType: 'ChangeCalendar', DocumentFormat: 'TEXT', Content });
  }
  const ask = async (AtTime?: string, names = contents.map((_, i) => `calendar-${i}`)) =>
    (await stage.account.call({ service: 'ssm', region: REGION, operation: 'GetCalendarState', input: { CalendarNames: names, AtTime }, caller: stage.account.root })).output;
  return { stage, ask };
}

describe('GetCalendarState', () => {
  test.each([
    ['2026-12-24T22:59:59Z', 'OPEN', '2026-12-24T23:00:00.000Z'],
    ['2026-12-24T23:00:00Z', 'CLOSED', '2026-12-26T23:00:00.000Z'],
    ['2026-12-26T23:00:00Z', 'OPEN', '2027-01-01T00:00:00.000Z'],
    ['2027-01-01T12:00:00Z', 'CLOSED', '2027-01-02T00:00:00.000Z'],
    ['2027-02-01T00:00:00Z', 'OPEN', undefined],
  ])('at %s it is %s', async (at, state, next) => {
    const { ask } = await stageWith(HOLIDAYS);
    const output = await ask(at);
    expect(output.State).toBe(state);
    expect(output.NextTransitionTime).toBe(next);
  });

  test('is about now unless it says when, on the virtual clock', async () => {
    const { stage, ask } = await stageWith(HOLIDAYS);
    expect(await ask()).toMatchObject({ State: 'OPEN', AtTime: '2026-03-01T00:00:00.000Z' });
    await stage.advance(300 * 24 * 3_600_000);
    expect(await ask()).toMatchObject({ State: 'CLOSED', AtTime: '2026-12-26T00:00:00.000Z' });
  });

  test('of several is open only if all are', async () => {
    const { ask } = await stageWith(HOLIDAYS, MARKET);
    expect(await ask('2026-06-01T00:00:00Z')).toMatchObject({ State: 'CLOSED' });
    expect(await ask('2026-12-25T12:00:00Z')).toMatchObject({ State: 'CLOSED' });
    expect(await ask('2026-12-25T12:00:00Z', ['calendar-1'])).toMatchObject({ State: 'OPEN' });
  });

  test('of several turns when all of them together do', async () => {
    const { ask } = await stageWith(HOLIDAYS, HOLIDAYS.replaceAll('20261227T', '20261229T'));
    expect(await ask('2026-12-25T12:00:00Z')).toMatchObject({ State: 'CLOSED', NextTransitionTime: '2026-12-28T23:00:00.000Z' });
    await expect((await stageWith(HOLIDAYS, MARKET)).ask('2026-12-25T12:00:00Z').then(({ NextTransitionTime }) => NextTransitionTime)).resolves.toBeUndefined();
  });

  test('is about the calendar as it is, and it may turn again every year', async () => {
    const { stage, ask } = await stageWith(HOLIDAYS);
    const properties = (Content: string) => ({ Name: 'calendar-0', DocumentType: 'ChangeCalendar', DocumentFormat: 'TEXT', Content });
    expect(await ask('2036-12-25T12:00:00Z')).toMatchObject({ State: 'OPEN' });
    await stage.update('AWS::SSM::Document', 'Calendar0', 'calendar-0', properties(HOLIDAYS.replace('UID:1', 'UID:1\r\nRRULE:FREQ=YEARLY')), properties(HOLIDAYS));
    expect(await ask('2036-12-25T12:00:00Z')).toMatchObject({ State: 'CLOSED', NextTransitionTime: '2036-12-26T23:00:00.000Z' });
  });

  test('wants an unambiguous time', async () => {
    const { ask } = await stageWith(HOLIDAYS);
    await expect(ask('tomorrow')).rejects.toThrow(/ISO 8601/);
    await expect(ask('2026-12-25T12:00:00')).rejects.toThrow(/without an offset/);
  });

  test('needs a calendar that exists', async () => {
    const { ask } = await stageWith();
    await expect(ask(undefined, ['nobody'])).rejects.toThrow(/Document with name nobody does not exist/);
  });
});

test.each([
  ['a document of another type, by name', { DocumentType: 'Command' }, /DocumentType Command/],
  ['what is no calendar', { Content: 'hello' }, /not valid/],
  ['a calendar of more than 64 KB', { Content: HOLIDAYS.replace('UID:2', `UID:2\r\nSUMMARY:${'x'.repeat(65_536)}`) }, /64 KB/],
  ['a calendar without a type', { Content: HOLIDAYS.replace('X-CALENDAR-TYPE:DEFAULT_OPEN', 'X-OTHER:1') }, /no X-CALENDAR-TYPE/],
])('refuses %s', async (_, properties, message) => {
  const all = { Name: 'x', DocumentType: 'ChangeCalendar', DocumentFormat: 'TEXT', Content: HOLIDAYS, ...properties };
  await expect(new Stage().create('AWS::SSM::Document', 'Calendar', all)).rejects.toThrow(message);
});
