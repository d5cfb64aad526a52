import type { Axis } from './axis';
import type { Detail, DrawnLane, Drawing } from './drawing';
import { escaped } from './escape';
import type { LaneKind } from '../run-record';

const LEGEND: ReadonlyArray<readonly [string, string]> = [
  ['bar good', 'went well'], ['bar bad', 'failed'], ['bar undone', 'rolled back or stopped'], ['bar open', 'still under way'], ['bar waits', 'waits'],
  ['mark call', 'call'], ['mark error', 'call with an error'], ['mark denied', 'denied call'], ['mark fault', 'injected fault'],
  ['mark event', 'event or delivery'],
];

const HEADINGS: Readonly<Record<LaneKind, (group: string) => string>> = {
  stack: (group) => `Stack ${group}`,
  resource: (group) => `Stack ${group}`,
  function: () => 'Functions',
  execution: (group) => `Executions of ${group}`,
  schedule: () => 'Schedules',
  rule: () => 'Rules',
  bus: () => 'Events on the bus',
  others: () => 'Other callers',
};

/** The lanes along virtual time. What its buttons show is added to `details`. */
export function timeline({ lanes }: Drawing, axis: Axis, details: Detail[]): string {
  const groups = new Map<string, DrawnLane[]>();
  for (const lane of lanes) {
    const heading = HEADINGS[lane.kind](lane.group);
    groups.set(heading, [...groups.get(heading) ?? [], lane]);
  }
  const grid = `<div class="grid" aria-hidden="true">${
    axis.quiet.map(({ left, width }) => `<i class="quiet" style="left:${percent(left)};width:${percent(width)}"></i>`).join('')}${
    axis.ticks.map(({ left }) => `<i style="left:${percent(left)}"></i>`).join('')}</div>`;
  const sections = [...groups].map(([heading, members]) => `
<section class="group">${grid}<h3>${escaped(heading)}</h3>
<ol>${members.map((lane) => laneHtml(lane, details)).join('')}</ol></section>`);
  return `
<div class="tools">
<ul class="legend" aria-label="Legend">${LEGEND.map(([kind, words]) => `<li><i class="${kind}" aria-hidden="true"></i>${words}</li>`).join('')}</ul>
<label class="zoom">Width <select id="zoom"><option value="1">fits</option><option value="3">3 times</option><option value="10">10 times</option><option value="30">30 times</option></select></label>
</div>
<div class="chart"><div class="sheet">
<div class="axis" aria-hidden="true"><div>${axis.ticks.map(({ left, label, day, major }) =>
  `<span${major ? '' : ' class="minor"'} style="left:${percent(left)}">${day === undefined ? '' : `<b>${day}</b>`}${label}</span>`).join('')}</div></div>${sections.join('')}
</div></div>`;
}

function laneHtml({ name, note, summary, bars, waits, marks }: DrawnLane, details: Detail[]): string {
  const button = (kind: string, style: string, detail: Detail) => `<button class="${kind}" style="${style}" data-i="${details.push(detail) - 1}"></button>`;
  const both = bars.length > 0 && marks.length > 0;
  return `
<li class="lane"><div class="who" title="${escaped(name)}"><span>${escaped(name)}</span>${note === undefined ? '' : `<small>${escaped(note)}</small>`}</div>
<div class="track${both ? ' both' : ''}" role="group" aria-label="${escaped(`${name}: ${summary}`)}">${
  bars.map(({ left, width, tone, detail }) => button(`bar ${tone}`, `left:${percent(left)};width:${percent(width)}`, detail)).join('')}${
  waits.map(({ left, width }) => `<i class="wait" style="left:${percent(left)};width:${percent(width)}"></i>`).join('')}${
  marks.map(({ left, kind, detail }) => button(`mark ${kind}`, `left:${percent(left)}`, detail)).join('')}</div></li>`;
}

function percent(value: number): string {
  return `${Number(value.toFixed(2))}%`;
}
