import { cut, escaped } from './escape';
import { clock, plural, shortDay } from './words';
import type { AccountPicture, Problem, RunRecord, StackEventRecord, StackRecord, Thing } from '../run-record';

const MOST_PROBLEMS = 20;
const MOST_EVENTS = 300;
/** A longer table is folded up. */
const UNFOLDED = 60;
const MOST_THINGS = 250;
const LONGEST_REASON = 1200;

/** What went wrong, in the order of time. */
export function problemList(problems: readonly Problem[], manyDays: boolean): string {
  if (problems.length === 0) return '';
  const items = problems.slice(0, MOST_PROBLEMS).map(({ at, what, reason }) => `
<li>${time(at, manyDays)}<strong>${escaped(what)}</strong>${reason === '' ? '' : `<p>${escaped(cut(reason, LONGEST_REASON))}</p>`}</li>`);
  const more = problems.length - items.length;
  return `
<section aria-labelledby="wrong"><h2 id="wrong">What went wrong</h2>
<ol class="problems">${items.join('')}</ol>${more > 0 ? `<p class="hint">And ${more} more: see the lanes.</p>` : ''}</section>`;
}

/** A stack's events as a table each. */
export function stackTables(stacks: readonly StackRecord[], manyDays: boolean): string {
  if (stacks.length === 0) return '';
  return `
<section aria-labelledby="events"><h2 id="events">Events of the stacks</h2>${stacks.map((stack) => stackTable(stack, manyDays)).join('')}</section>`;
}

function stackTable({ name, region, status, events }: StackRecord, manyDays: boolean): string {
  // The beginning and the end tell the most.
  const [head, tail] = events.length > MOST_EVENTS ? [events.slice(0, MOST_EVENTS / 2), events.slice(-MOST_EVENTS / 2)] : [events, []];
  const left = events.length - head.length - tail.length;
  return `
<details${events.length > UNFOLDED ? '' : ' open'}><summary>${escaped(name)} <small>${escaped(region)}, ${badge(status)}, ${plural(events.length, 'event')}</small></summary>
<div class="scroll"><table class="events"><caption>Events of the stack ${escaped(name)}</caption>
<thead><tr><th scope="col">Time (UTC)</th><th scope="col">Resource</th><th scope="col">Status</th><th scope="col">Reason</th></tr></thead>
<tbody>${head.map((event) => eventRow(event, manyDays)).join('')}${
  left > 0 ? `<tr><td colspan="4">${plural(left, 'event')} are left out here.</td></tr>` : ''}${tail.map((event) => eventRow(event, manyDays)).join('')}</tbody></table></div></details>`;
}

function eventRow({ at, logicalId, type, status, reason }: StackEventRecord, manyDays: boolean): string {
  return `
<tr><td class="time">${time(at, manyDays)}</td><th scope="row">${escaped(logicalId)}<small>${escaped(type)}</small></th><td class="status">${badge(status)}</td><td>${
  reason === undefined ? '' : escaped(cut(reason, LONGEST_REASON))}</td></tr>`;
}

/** What exists, before and after, what has changed first. */
export function accountTable({ before, after }: RunRecord): string {
  const rows = compared(before, after);
  const changed = before ? rows.filter(({ was, is }) => was !== is).length : 0;
  const shown = [...rows].sort((one, other) => Number(one.was === one.is) - Number(other.was === other.is)).slice(0, MOST_THINGS);
  const summary = before ? (changed === 0 ? 'The run left everything as it was.' : `${plural(changed, 'thing')} changed.`) : 'As it was at the end of the run.';
  const more = rows.length - shown.length;
  return `
<section aria-labelledby="account"><h2 id="account">The account ${before ? 'before and after' : 'after the run'}</h2>
<p class="hint">Stacks, and what Lightsail holds. ${summary}</p>${rows.length === 0 ? '' : `
<div class="scroll" style="margin-top:.75rem"><table><caption>The account</caption>
<thead><tr><th scope="col">What</th><th scope="col">Name</th><th scope="col">Region</th>${before ? '<th scope="col">Before</th>' : ''}<th scope="col">After</th></tr></thead>
<tbody>${shown.map(({ kind, name, region, was, is }) => `
<tr><td>${escaped(kind)}</td><th scope="row">${escaped(name)}</th><td>${escaped(region)}</td>${before ? `<td data-label="before:">${state(was)}</td>` : ''}<td data-label="after:">${
  was === is ? state(is) : `<strong>${state(is)}</strong>`}</td></tr>`).join('')}</tbody></table></div>`}${more > 0 ? `
<p class="hint">${plural(more, 'thing')} that did not change are left out.</p>` : ''}</section>`;
}

interface Row extends Omit<Thing, 'state'> {
  readonly was?: string;
  readonly is?: string;
}

function compared(before: AccountPicture | undefined, { things }: AccountPicture): Row[] {
  const rows = new Map<string, { -readonly [Member in keyof Row]: Row[Member] }>();
  const key = ({ kind, region, name }: Thing) => JSON.stringify([kind, region, name]);
  for (const thing of before?.things ?? []) rows.set(key(thing), { kind: thing.kind, region: thing.region, name: thing.name, was: thing.state });
  for (const thing of things) {
    const row = rows.get(key(thing)) ?? { kind: thing.kind, region: thing.region, name: thing.name };
    row.is = thing.state;
    rows.set(key(thing), row);
  }
  return [...rows.values()];
}

function state(text: string | undefined): string {
  return text === undefined ? '<span class="none">not there</span>' : escaped(text);
}

function badge(status: string): string {
  const tone = status.endsWith('_FAILED') ? 'bad' : status.includes('ROLLBACK') ? 'undone' : status.endsWith('_COMPLETE') ? 'good' : 'open';
  return `<span class="tone ${tone}">${escaped(status).replaceAll('_', '_<wbr>')}</span>`;
}

function time(at: number, manyDays: boolean): string {
  return `<time datetime="${new Date(at).toISOString()}">${manyDays ? `${shortDay(at)}, ` : ''}${clock(at)}</time>`;
}
