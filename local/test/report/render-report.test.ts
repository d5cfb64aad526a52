import { type Lane, type Mark, renderReport, type RunRecord, type Span } from '../../src/report';

const HOSTILE = '</script><img src=x onerror=alert(1)>"\'&\u2028\u0000';
const BEGAN = Date.UTC(2030, 0, 7, 8);
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const COUNTS = {
  calls: 0,
  failedCalls: 0,
  deniedCalls: 0,
  faults: 0,
  invocations: 0,
  failedInvocations: 0,
  executions: 0,
  failedExecutions: 0,
  deliveries: 0,
  failedDeliveries: 0,
};

function run(lanes: readonly Lane[], more: Partial<RunRecord> = {}): RunRecord {
  return {
    title: 'deploy cdk.out', accountId: '123456789012', began: BEGAN, ended: BEGAN + HOUR, processBegan: BEGAN, lanes, problems: [], stacks: [], after: { things: [] }, counts: COUNTS, ...more,
  };
}

function span(more: Partial<Span> = {}): Span {
  return { from: BEGAN, to: BEGAN + 60 * SECOND, tone: 'good', title: 'made', facts: [], ...more };
}

function lane(more: Partial<Lane> = {}): Lane {
  return { kind: 'function', group: 'Functions', name: 'job', spans: [], marks: [], ...more };
}

function details(page: string): Array<{ t: string; w: string; f?: string[][]; l?: string[][]; o?: number }> {
  const [, json] = /<script type="application\/json" id="details">([^<]*)<\/script>/.exec(page) ?? [];
  return JSON.parse(json) as ReturnType<typeof details>;
}

test('whatever names, logs and reasons hold, it stays text', () => {
  const facts = [{ label: HOSTILE, text: HOSTILE }];
  const page = renderReport(run([
    lane({ kind: 'stack', group: HOSTILE, name: HOSTILE, note: HOSTILE, spans: [span({ title: HOSTILE, facts, log: [{ at: BEGAN, text: HOSTILE }] })] }),
    lane({ name: HOSTILE, marks: [{ at: BEGAN, kind: 'denied', title: HOSTILE, facts }, { at: BEGAN, kind: 'call', title: HOSTILE, facts }] }),
  ], {
    title: HOSTILE,
    problems: [{ at: BEGAN, what: HOSTILE, reason: HOSTILE }],
    stacks: [{
      name: HOSTILE,
      region: HOSTILE,
      status: HOSTILE,
      events: [{ at: BEGAN, logicalId: HOSTILE, type: HOSTILE, status: HOSTILE, reason: HOSTILE }],
    }],
    before: { things: [{ kind: HOSTILE, region: HOSTILE, name: HOSTILE, state: HOSTILE }] },
    after: { things: [{ kind: HOSTILE, region: HOSTILE, name: `${HOSTILE}2`, state: HOSTILE }] },
  }));
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page.match(/<\/script>/g)).toHaveLength(2);
  expect(page).not.toMatch(/<img|\u2028.*<\/script>/);
  expect(page).not.toContain('\u0000');
  expect(page).toContain('&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  // And it is all there: what is chosen shows the very text.
  expect(details(page)[0]).toMatchObject({ t: HOSTILE, f: [[HOSTILE, HOSTILE]], l: [['08:00:00', HOSTILE]] });
});

test('nothing is loaded from anywhere, and only the page\'s own script runs', () => {
  const page = renderReport(run([lane({ spans: [span()] })]));
  expect(page).toMatch(/Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'"/);
  expect(page).not.toMatch(/(?:src|href)="(?!#|data:,)|url\(|@import/);
});

test('times in words', () => {
  const page = renderReport(run([lane({ spans: [span(), span({ from: BEGAN + 120 * SECOND, to: undefined, tone: 'open' })] })]));
  expect(page).toContain('Monday, 7 January 2030, 08:00:00 to 09:00:00 UTC: 1 hour of virtual time');
  expect(details(page).map(({ w }) => w)).toEqual([
    'Monday, 7 January 2030, 08:00:00 to 08:01:00 UTC: 1 minute', 'Monday, 7 January 2030, since 08:02:00 UTC; still under way at the end',
  ]);
});

test('marks that lie on top of each other are drawn as the worst of them, and counted', () => {
  const mark = (at: number, kind: Mark['kind'], title: string, text?: string): Mark => (
    { at: BEGAN + at, kind, title, facts: text === undefined ? [] : [{ label: 'Error', text }] });
  const page = renderReport(run([lane({
    marks: [
      mark(0, 'call', 'lightsail:GetDisk'), mark(SECOND, 'call', 'lightsail:GetDisk'), mark(SECOND, 'denied', 'lightsail:DeleteDisk', 'AccessDenied: no'),
      mark(2 * SECOND, 'error', 'lightsail:GetDisk', 'NotFoundException: no disk'), mark(HOUR / 2, 'call', 'lightsail:CreateDisk'),
    ],
  })]));
  expect(page.match(/<button class="mark \w+"/g)).toEqual(['<button class="mark denied"', '<button class="mark call"']);
  expect(details(page)[0]).toEqual({
    t: '4 marks drawn as one, 2 of them trouble',
    w: 'Monday, 7 January 2030, 08:00:00 to 08:00:02 UTC',
    f: [['08:00:01', 'lightsail:DeleteDisk: AccessDenied: no'], ['2 times', 'lightsail:GetDisk'], ['once', 'lightsail:GetDisk: NotFoundException']],
  });
  expect(page).toContain('drawn as one, which lists what it stands for');
});

test('the account before and after: what changed comes first', () => {
  const thing = (name: string, state: string) => ({ kind: 'Disk', region: 'eu-west-1', name, state });
  const page = renderReport(run([], {
    before: { things: [thing('same', 'available'), thing('gone', 'available')] }, after: { things: [thing('same', 'available'), thing('new', 'in-use')] },
  }));
  expect(page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')).toContain(
    'After Disk gone eu-west-1 available not there Disk new eu-west-1 not there in-use Disk same eu-west-1 available available');
  expect(page).toContain('2 things changed.');
});

test('what is known only of this process is said', () => {
  expect(renderReport(run([], { processBegan: BEGAN + 10 * SECOND }))).toContain('known only since Monday, 7 January 2030, 08:00:10 UTC');
  expect(renderReport(run([]))).not.toContain('known only since');
});

test('long times in which nothing happens are drawn short; what happens keeps one scale', () => {
  const DAY = 24 * HOUR;
  const FIVE = 300 * SECOND;
  const starts = Array.from({ length: 14 }, (_, index) => BEGAN + Math.floor(index / 2) * DAY + index % 2 * FIVE);
  const spans = starts.map((from) => span({ from, to: from + FIVE }));
  const page = renderReport(run([lane({ spans })], { ended: BEGAN + 6 * DAY + HOUR / 6 }));
  expect(page.match(/<i class="quiet"/g)).toHaveLength(6);
  const widths = [...page.matchAll(/<button class="bar good" style="left:[\d.]+%;width:([\d.]+)%"/g)].map(([, width]) => Number(width));
  expect(widths).toHaveLength(14);
  expect(Math.min(...widths)).toBeGreaterThan(5);
  expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(0.05);
});

test('a run of twenty thousand calls stays small, and says what is left out', () => {
  const marks = Array.from({ length: 20_000 }, (_, index): Mark => ({
    at: BEGAN + index * 30 * SECOND, kind: index % 7 === 0 ? 'error' : 'call', title: `lightsail:Operation${index % 50}`, facts: [{ label: 'Error', text: 'x'.repeat(500) }],
  }));
  const log = Array.from({ length: 100 }, (_, index) => ({ at: BEGAN, text: `${index} ${'y'.repeat(500)}` }));
  const spans = Array.from({ length: 3000 }, (_, index) => span({ from: BEGAN + index * 200 * SECOND, to: BEGAN + index * 200 * SECOND + 50, tone: index === 2900 ? 'bad' : 'good', log }));
  const executions = Array.from({ length: 500 }, (_, index) => lane({
    kind: 'execution', group: 'waiter', name: `execution-${index}`, spans: [span({ from: BEGAN + index * 1000 * SECOND, to: BEGAN + index * 1000 * SECOND + 60, tone: index === 400 ? 'bad' : 'good' })],
  }));
  const page = renderReport(run([lane({ marks, spans }), ...executions], { ended: BEGAN + 600_000 * SECOND }));
  expect(page.length).toBeLessThan(500_000);
  expect(page.match(/<button class="(?:bar|mark)/g)?.length).toBeLessThan(1300);
  expect(page).toContain('>execution-400<');
  expect(page).toMatch(/488 executions that did not stand out share a lane\./);
  expect(page).toMatch(/[\d,]+ log lines of functions that went well or wrote much are left out\./);
  // The failure keeps its log's end.
  expect(details(page).find(({ t }) => t.includes('1 failed'))?.l?.at(-1)?.[1]).toMatch(/^99 y/);
});
