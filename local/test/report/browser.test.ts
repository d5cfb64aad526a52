import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Browser, findChromium } from './browser';
import { renderReport, type RunRecord } from '../../src/report';

const BEGAN = Date.UTC(2030, 0, 7, 8);
const HOSTILE = '</script><img src=x onerror="document.title=\'hit\'">';
const RECORD: RunRecord = {
  title: `deploy ${HOSTILE}`,
  accountId: '123456789012',
  began: BEGAN,
  ended: BEGAN + 600_000,
  processBegan: BEGAN,
  lanes: [
    {
      kind: 'resource',
      group: 'Shop, eu-central-1',
      name: 'AResourceWithAVeryLongNameThatHasNoPlaceAtWhichToBreak0123456789',
      note: 'AWS::Lightsail::Instance',
      marks: [],
      spans: [{ from: BEGAN, to: BEGAN + 300_000, tone: 'bad', title: 'Web: CREATE_FAILED', facts: [{ label: 'Reason', text: HOSTILE }] }],
    },
    {
      kind: 'function',
      group: 'Functions',
      name: 'job',
      spans: [{ from: BEGAN, to: BEGAN + 1000, tone: 'good', title: 'job: invoked', facts: [], log: [{ at: BEGAN, text: HOSTILE }] }],
      marks: [
        { at: BEGAN + 60_000, kind: 'call', title: 'lightsail:GetInstance', facts: [] },
        { at: BEGAN + 120_000, kind: 'denied', title: 'lightsail:DeleteInstance', facts: [{ label: 'Error', text: 'AccessDeniedException: no' }] },
      ],
    },
  ],
  problems: [{ at: BEGAN + 300_000, what: 'Web of Shop: CREATE_FAILED', reason: HOSTILE }],
  stacks: [{
    name: 'Shop',
    region: 'eu-central-1',
    status: 'ROLLBACK_COMPLETE',
    events: [{ at: BEGAN, logicalId: 'Web', type: 'AWS::Lightsail::Instance', status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', reason: 'x'.repeat(300) }],
  }],
  before: { things: [] },
  after: { things: [{ kind: 'Stack', region: 'eu-central-1', name: 'Shop', state: 'ROLLBACK_COMPLETE' }] },
  counts: {
    calls: 2,
    failedCalls: 1,
    deniedCalls: 1,
    faults: 0,
    invocations: 1,
    failedInvocations: 0,
    executions: 0,
    failedExecutions: 0,
    deliveries: 0,
    failedDeliveries: 0,
  },
};

const chromium = findChromium();
const inBrowser = chromium === undefined ? describe.skip : describe;

inBrowser(`in Chromium${chromium === undefined ? ' (skipped: there is none on this machine; CHROMIUM names one)' : ''}`, () => {
  let folder: string;
  let file: string;
  let browser: Browser;

  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'report-page-'));
    file = path.join(folder, 'report.html');
    fs.writeFileSync(file, renderReport(RECORD));
    browser = new Browser(chromium ?? '');
  });

  afterAll(async () => {
    await browser.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const dock = () => browser.evaluate<string>('document.getElementById("dock").hidden ? "" : document.getElementById("content").innerText');

  test('a mark that is clicked shows its details, and Escape puts them away', async () => {
    await browser.open(file, { width: 1280 });
    expect(await dock()).toBe('');
    await browser.evaluate('document.querySelector(".track .mark.denied").click()');
    expect(await dock()).toMatch(/^lightsail:DeleteInstance\s+Monday, 7 January 2030, 08:02:00 UTC\s+Error\s+AccessDeniedException: no$/);
    await browser.press('Escape');
    expect(await dock()).toBe('');
  });

  test('with the keyboard: from mark to mark, and to the lane above', async () => {
    await browser.open(file, { width: 1280 });
    const focused = () => browser.evaluate<string>('document.activeElement.getAttribute("aria-label")');
    await browser.evaluate('document.querySelectorAll(".track")[1].querySelector("button").focus()');
    expect(await focused()).toMatch(/^job: invoked\. Monday/);
    await browser.press('ArrowRight');
    await browser.press('ArrowRight');
    expect(await focused()).toMatch(/^lightsail:DeleteInstance/);
    await browser.press('Enter');
    expect(await dock()).toContain('AccessDeniedException');
    await browser.press('ArrowUp');
    expect(await focused()).toMatch(/^Web: CREATE_FAILED/);
    expect(await dock()).toContain('</script><img src=x');
    expect(await browser.evaluate('[...document.querySelectorAll(".track")].map((track) => track.querySelectorAll("[tabindex=\'0\']").length)')).toEqual([1, 1]);
  });

  test('a log line is text', async () => {
    await browser.open(file, { width: 1280 });
    await browser.evaluate('document.querySelectorAll(".track")[1].querySelector(".bar").click()');
    expect(await dock()).toContain(HOSTILE);
    expect(await browser.evaluate('document.images.length')).toBe(0);
    expect(await browser.evaluate('document.title')).toContain('deploy </script>');
  });

  test('dark where the system is dark', async () => {
    const ground = () => browser.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    await browser.open(file, { width: 1280 });
    const light = await ground();
    await browser.open(file, { width: 1280, dark: true });
    expect([light, await ground()]).toEqual(['rgb(246, 247, 249)', 'rgb(18, 22, 28)']);
  });

  test('on a phone nothing is wider than the screen', async () => {
    await browser.open(file, { width: 360 });
    await browser.evaluate('document.querySelector(".track .bar").click()');
    expect(await browser.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await browser.evaluate('[...document.querySelectorAll(".scroll, #dock")].filter((box) => box.scrollWidth > box.clientWidth).length')).toBe(0);
  });

  test('a wider timeline scrolls by itself', async () => {
    await browser.open(file, { width: 1280 });
    await browser.evaluate('(() => { const zoom = document.getElementById("zoom"); zoom.value = "10"; zoom.dispatchEvent(new Event("change", { bubbles: true })); })()');
    expect(await browser.evaluate('document.querySelector(".chart").scrollWidth > 10000')).toBe(true);
    expect(await browser.evaluate('document.documentElement.scrollWidth')).toBe(1280);
  });

  test('the page complains of nothing', () => {
    expect(browser.complaints).toEqual([]);
  });
});
