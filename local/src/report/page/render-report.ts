import { createHash } from 'node:crypto';
import { axisFor } from './axis';
import { type Detail, draw } from './drawing';
import { escaped, jsonBlock } from './escape';
import { SCRIPT } from './script';
import { STYLES } from './styles';
import { accountTable, problemList, stackTables } from './tables';
import { timeline } from './timeline';
import { clock, day, duration, number, stretch } from './words';
import type { RunCounts, RunRecord } from '../run-record';

/** Only the page's own script runs, and nothing is loaded: whatever a name or a log line may hold. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${
  createHash('sha256').update(SCRIPT).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** The record as one HTML page that needs nothing else. The same record gives the same page. */
export function renderReport(record: RunRecord): string {
  const { title, accountId, began, ended, lanes, problems, stacks, counts } = record;
  const manyDays = day(began) !== day(ended);
  const axis = axisFor(lanes, began, ended);
  const drawing = draw(lanes, axis, ended);
  const details: Detail[] = [];
  const chart = timeline(drawing, axis, details);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escaped(title)} – local cloud</title>
<style>${STYLES}</style>
</head>
<body>
<a class="skip" href="#timeline">To the timeline</a>
<main>
<header><h1>${escaped(title)}</h1>
<p class="lead">${escaped(stretch(began, ended))}: ${duration(ended - began)} of virtual time in the account ${escaped(accountId)} of the local cloud.</p>
${tiles(counts)}</header>
${problemList(problems, manyDays)}
<section aria-labelledby="timeline"><h2 id="timeline">Timeline</h2>
<p class="hint">Choose a bar or a mark to see what it stands for. With the keyboard: Tab goes from lane to lane, the arrow keys from mark to mark, Enter shows it, Escape closes it.${
  axis.quiet.length > 0 ? ' Times in which nothing happened are hatched and drawn short.' : ''}</p>
<noscript><p class="hint">Without JavaScript the details of the marks cannot be shown; the lists and tables are complete.</p></noscript>
${lanes.length === 0 ? '<p class="hint">Nothing happened.</p><select id="zoom" hidden></select>' : chart}</section>
${stackTables(stacks, manyDays)}
${accountTable(record)}
${notes(record, drawing.leftOut)}
</main>
<aside id="dock" aria-label="Details" hidden><div><div id="content" aria-live="polite"></div><button id="close" type="button" aria-label="Close the details">✕</button></div></aside>
<script type="application/json" id="details">${jsonBlock(details)}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function tiles(counts: RunCounts): string {
  const all: ReadonlyArray<readonly [string, number, string, boolean]> = [
    ['Calls', counts.calls, counts.failedCalls === 0 ? 'all answered without an error' : `${number(counts.failedCalls)} with an error${counts.deniedCalls > 0 ? `, ${number(counts.deniedCalls)} denied` : ''}`, counts.deniedCalls > 0],
    ['Function invocations', counts.invocations, counts.failedInvocations === 0 ? 'none failed' : `${counts.failedInvocations} failed`, counts.failedInvocations > 0],
    ['Executions', counts.executions, counts.failedExecutions === 0 ? 'none failed' : `${counts.failedExecutions} failed`, counts.failedExecutions > 0],
    ['Schedules and rules', counts.deliveries, counts.deliveries === 0 ? 'none ran' : counts.failedDeliveries === 0 ? 'all delivered' : `${counts.failedDeliveries} not delivered`, counts.failedDeliveries > 0],
    ['Injected faults', counts.faults, counts.faults === 0 ? 'none struck' : 'struck a call', false],
  ];
  return `<dl class="tiles">${all.map(([label, count, note, bad]) =>
    `<div><dt>${label}</dt><dd>${number(count)}<small${bad ? ' class="bad"' : ''}>${note}</small></dd></div>`).join('')}</dl>`;
}

function notes({ began, processBegan }: RunRecord, leftOut: readonly string[]): string {
  const all = [
    ...processBegan > began ? [`Calls, functions, schedules and faults are known only since ${day(processBegan)}, ${clock(processBegan)} UTC: earlier commands did not keep them. Stacks, executions and events of earlier commands are in the account.`] : [],
    ...leftOut,
    'Of a call only the names and ids in its input are shown. Response URLs, access keys, passwords and parameters with NoEcho are hidden.',
    'Times are those of the virtual clock.',
  ];
  return `
<section aria-labelledby="about"><h2 id="about">About this page</h2>
<ul class="notes">${all.map((note) => `<li>${escaped(note)}</li>`).join('')}</ul></section>`;
}
