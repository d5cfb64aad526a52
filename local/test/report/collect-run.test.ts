import { BEGINNING, demoRun, HOSTILE, SECRET } from './demo-run';
import { type Lane, renderReport, type RunRecord } from '../../src/report';

let record: RunRecord;
beforeAll(async () => { record = await demoRun(); });

function lane(kind: Lane['kind'], name: string | RegExp): Lane {
  const found = record.lanes.find((one) => one.kind === kind && (typeof name === 'string' ? one.name === name : name.test(one.name)));
  if (!found) throw new Error(`There is no such lane among ${record.lanes.map((one) => `${one.kind} ${one.name}`).join(', ')}.`);
  return found;
}

test('a resource: from the event that begins something to the one that ends it', () => {
  expect(record.began).toBe(BEGINNING);
  const [failed, made] = record.lanes.filter(({ name }) => name === 'Web');
  expect(failed.note).toBe('AWS::Lightsail::Instance');
  expect(failed.spans[0]).toMatchObject({ tone: 'bad', title: 'Web: CREATE_FAILED' });
  expect(failed.spans[0].facts).toContainEqual({ label: 'Reason', text: expect.stringContaining('Not today') });
  expect(made.spans).toEqual([expect.objectContaining({ tone: 'good', title: 'Web: CREATE_COMPLETE' })]);
  expect((made.spans[0].to ?? 0) - made.spans[0].from).toBeGreaterThan(30_000);
});

test('a stack\'s events, and how it ended', () => {
  const bad = record.stacks.find(({ name }) => name === 'Bad');
  expect(bad?.status).toBe('ROLLBACK_FAILED');
  expect(bad?.events[0]).toMatchObject({ logicalId: 'Bad', type: 'AWS::CloudFormation::Stack', status: 'CREATE_IN_PROGRESS' });
  expect(bad?.events).toContainEqual(expect.objectContaining({ logicalId: 'Thing', status: 'CREATE_FAILED' }));
});

test('a function: its invocations with what they wrote, and its calls, of which one was denied', () => {
  const { spans, marks } = lane('function', 'job');
  expect(spans.length).toBeGreaterThanOrEqual(3);
  for (const { log } of spans) expect(log?.map(({ text }) => text)).toEqual(expect.arrayContaining([expect.stringContaining(HOSTILE)]));
  expect(marks).toHaveLength(spans.length);
  expect(marks[0]).toMatchObject({ kind: 'denied', title: 'lambda:ListFunctions', facts: expect.arrayContaining([{ label: 'Error', text: expect.stringContaining('not authorized') }]) });
  expect(lane('function', 'broken').spans).toContainEqual(expect.objectContaining({ tone: 'bad', title: expect.stringContaining('TypeError') }));
});

test('an execution, and how long it waited', () => {
  const [whole, wait] = lane('execution', /./).spans;
  expect(whole).toMatchObject({ tone: 'good', title: expect.stringContaining('SUCCEEDED') });
  expect(wait).toMatchObject({ tone: 'wait', title: 'Waits in the state Rest', from: whole.from });
  expect((wait.to ?? 0) - wait.from).toBe(60_000);
});

test('a schedule\'s runs, at their minutes', () => {
  const { note, marks } = lane('schedule', 'hourly');
  expect(note).toBe('cron(30 * * * ? *), UTC');
  expect(marks.length).toBeGreaterThanOrEqual(3);
  for (const { at, kind } of marks) expect([new Date(at).getUTCMinutes(), kind]).toEqual([30, 'delivery']);
});

test('the fault that struck', () => {
  expect(record.counts).toMatchObject({ faults: 1 });
  expect(record.lanes.flatMap(({ marks }) => marks).filter(({ kind }) => kind === 'fault'))
    .toEqual([expect.objectContaining({ title: 'lightsail:CreateInstances', facts: expect.arrayContaining([{ label: 'Injected fault', text: 'refused before it did anything' }]) })]);
});

test('what went wrong, in the order of time', () => {
  const all = record.problems.map(({ what }) => what);
  expect(all).toEqual(expect.arrayContaining(['Web of Shop: CREATE_FAILED', 'Thing of Bad: CREATE_FAILED', 'The function broken failed']));
  const times = record.problems.map(({ at }) => at);
  expect(times).toEqual([...times].sort((one, other) => one - other));
});

test('the account before and after', () => {
  expect(record.before?.things).toEqual([]);
  expect(record.after.things).toContainEqual({ kind: 'Instance', region: 'eu-central-1', name: 'web', state: 'running' });
  expect(record.after.things).toContainEqual({ kind: 'Stack', region: 'eu-central-1', name: 'Bad', state: 'ROLLBACK_FAILED' });
});

test('no secrets, though a function wrote them to its log', () => {
  const text = JSON.stringify(record);
  expect(text).toContain('the password is (hidden), the key (hidden)');
  expect(text).toContain('ResponseURL');
  expect(text).not.toContain(SECRET);
  expect(text).not.toMatch(/AKIA[A-Z0-9]{12}|ASIA[A-Z0-9]{12}|X-Amz-Signature|cloudformation-custom-resource-response/);
});

test('the same run gives the same page, but for names that are made up by chance', async () => {
  const page = (run: RunRecord) => renderReport(run).replaceAll(/-[A-Za-z0-9]{12}\b|local-cloud-report-\w{6}/g, '-(generated)');
  expect(page(await demoRun())).toBe(page(record));
});
