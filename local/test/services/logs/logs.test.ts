import { Account } from '../../../src/core/account';
import { messageFilter } from '../../../src/services/logs/filter-pattern';
import { Logs } from '../../../src/services/logs/logs';

const START = Date.UTC(2030, 0, 1);
const DAY = 24 * 60 * 60 * 1000;
const GROUP = { logGroupName: '/app' };

let account: Account;
beforeEach(async () => {
  account = new Account({ id: '123456789012', now: START });
  new Logs(account);
  await call('CreateLogGroup', GROUP);
  for (const logStreamName of ['one', 'two']) await call('CreateLogStream', { ...GROUP, logStreamName });
});

const call = async (operation: string, input: Record<string, unknown>) =>
  (await account.call({ service: 'logs', region: 'eu-central-1', operation, input, caller: account.root })).output;

const put = (logStreamName: string, ...events: Array<[number, string]>) =>
  call('PutLogEvents', { ...GROUP, logStreamName, logEvents: events.map(([after, message]) => ({ timestamp: START + after, message })) });

const messages = (output: Record<string, unknown>) => (output.events as Array<{ message: string }>).map(({ message }) => message);

test('events are read by stream, in both directions, and by pattern from all streams', async () => {
  await put('one', [0, 'a ERROR'], [20, 'c'], [30, 'd']);
  await put('two', [10, 'b ERROR']);
  const first = await call('GetLogEvents', { ...GROUP, logStreamName: 'one', startFromHead: true, limit: 2 });
  expect(messages(first)).toEqual(['a ERROR', 'c']);
  const second = await call('GetLogEvents', { ...GROUP, logStreamName: 'one', nextToken: first.nextForwardToken });
  expect(messages(second)).toEqual(['d']);
  expect((await call('GetLogEvents', { ...GROUP, logStreamName: 'one', nextToken: second.nextForwardToken })).nextForwardToken).toBe(second.nextForwardToken);
  expect(messages(await call('GetLogEvents', { ...GROUP, logStreamName: 'one', limit: 1 }))).toEqual(['d']);
  expect(messages(await call('FilterLogEvents', GROUP))).toEqual(['a ERROR', 'b ERROR', 'c', 'd']);
  expect(await call('FilterLogEvents', { ...GROUP, filterPattern: 'ERROR', startTime: START + 5 })).toMatchObject({ events: [{ logStreamName: 'two', message: 'b ERROR' }] });
  const page = await call('FilterLogEvents', { logGroupIdentifier: 'arn:aws:logs:eu-central-1:123456789012:log-group:/app', limit: 3 });
  expect(messages(await call('FilterLogEvents', { ...GROUP, nextToken: page.nextToken }))).toEqual(['d']);
});

test('a group forgets what is older than its retention, and what is too much', async () => {
  await call('PutRetentionPolicy', { ...GROUP, retentionInDays: 1 });
  await put('one', [0, 'old']);
  await account.clock.advance(DAY + 1);
  expect(messages(await call('FilterLogEvents', GROUP))).toEqual([]);
  await call('DeleteRetentionPolicy', GROUP);
  expect(messages(await call('FilterLogEvents', GROUP))).toEqual(['old']);
  await put('two', ...Array.from({ length: 2000 }, (_, index): [number, string] => [DAY, String(index)]));
  const kept = messages(await call('FilterLogEvents', GROUP));
  expect([kept.length, kept[0]]).toEqual([2000, '0']);
});

test('what is too old or too far ahead is not taken', async () => {
  await account.clock.advance(20 * DAY);
  expect(await put('one', [0, 'old'], [20 * DAY, 'now'], [21 * DAY, 'tomorrow'])).toMatchObject({
    rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 2 },
  });
  expect(messages(await call('FilterLogEvents', GROUP))).toEqual(['now']);
});

test('groups and streams are described and deleted', async () => {
  await call('CreateLogGroup', { logGroupName: '/b', tags: { a: '1' } });
  expect(await call('DescribeLogGroups', {})).toMatchObject({ logGroups: [{ logGroupName: '/app' }, { logGroupName: '/b', arn: 'arn:aws:logs:eu-central-1:123456789012:log-group:/b:*' }] });
  expect(await call('DescribeLogGroups', { limit: 1 })).toMatchObject({ nextToken: '1' });
  const resourceArn = 'arn:aws:logs:eu-central-1:123456789012:log-group:/b';
  await call('TagResource', { resourceArn, tags: { c: '2' } });
  await call('UntagResource', { resourceArn, tagKeys: ['a'] });
  expect(await call('ListTagsForResource', { resourceArn })).toEqual({ tags: { c: '2' } });
  await put('two', [0, 'x']);
  expect(await call('DescribeLogStreams', { ...GROUP, orderBy: 'LastEventTime', descending: true })).toMatchObject({
    logStreams: [{ logStreamName: 'two', lastEventTimestamp: START }, { logStreamName: 'one' }],
  });
  await call('DeleteLogStream', { ...GROUP, logStreamName: 'two' });
  await expect(call('GetLogEvents', { ...GROUP, logStreamName: 'two' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  await call('DeleteLogGroup', GROUP);
  await expect(call('FilterLogEvents', GROUP)).rejects.toThrow('The specified log group does not exist.');
});

test.each([
  ['CreateLogGroup', GROUP, 'ResourceAlreadyExistsException'],
  ['CreateLogGroup', { logGroupName: 'a b' }, 'InvalidParameterException'],
  ['CreateLogStream', { ...GROUP, logStreamName: 'a:b' }, 'InvalidParameterException'],
  ['PutRetentionPolicy', { ...GROUP, retentionInDays: 2 }, 'InvalidParameterException'],
  ['FilterLogEvents', { ...GROUP, limit: 0 }, 'InvalidParameterException'],
  ['PutLogEvents', { ...GROUP, logStreamName: 'one', logEvents: [{ timestamp: START + 1, message: 'b' }, { timestamp: START, message: 'a' }] }, 'InvalidParameterException'],
])('%s with %j is refused', async (operation, input, code) => {
  await expect(call(operation, input)).rejects.toMatchObject({ code });
});

test.each<[string, string, boolean]>([
  ['', 'anything', true],
  ['ERROR', 'an ERROR', true],
  ['ERROR code', 'ERROR without', false],
  ['?ERROR ?WARN', 'a WARN', true],
  ['?ERROR ?WARN', 'fine', false],
  ['ERROR -ignored', 'ERROR ignored', false],
  ['"two words"', 'the two words', true],
  ['"two words"', 'words two', false],
])('the pattern %s and the message %s: %s', (pattern, message, expected) => {
  expect(messageFilter(pattern)(message)).toBe(expected);
});

test('patterns of JSON are said to be missing here', () => {
  expect(() => messageFilter('{ $.a = 1 }')).toThrow('The local cloud does not know the filter pattern');
});
