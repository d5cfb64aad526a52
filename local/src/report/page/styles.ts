/** The page's looks. Colours are chosen for a contrast of 4.5 to 1 in text and 3 to 1 in marks, in both schemes. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --surface: #ffffff; --line: #dfe3e8; --soft: #eceff3;
  --ink: #1b2430; --dim: #56616f;
  --good: #2f7f79; --bad: #b3362c; --undone: #a06a12; --open: #6f7b8a; --accent: #2b5fa8; --fault: #7b3fb0;
  --call: #5b7fae; --bad-ground: #fbeeec; --wait: rgba(255, 255, 255, .62);
  --names: 17rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161c; --surface: #1a2028; --line: #2e3742; --soft: #222a34;
    --ink: #e6eaf0; --dim: #a3aebb;
    --good: #54aaa2; --bad: #f07c70; --undone: #dba651; --open: #8a96a5; --accent: #85b3f0; --fault: #c69af0;
    --call: #7ea2d2; --bad-ground: #2c1d1f; --wait: rgba(18, 22, 28, .6);
  }
}
* { box-sizing: border-box; }
html { scroll-padding: 5rem 0 3rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
main { max-width: 84rem; margin: 0 auto; padding: 2.5rem 2rem 6rem; }
body.reading main { padding-bottom: 50vh; }
h1, h2, h3, p, dl, dd, ol, ul { margin: 0; padding: 0; }
ol, ul { list-style: none; }
h1 { font-size: 1.75rem; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; font-weight: 650; margin: 2.75rem 0 .75rem; }
h3 { font-size: .8125rem; font-weight: 650; color: var(--dim); overflow-wrap: anywhere; }
.lead { margin-top: .4rem; color: var(--dim); max-width: 48rem; }
.hint { color: var(--dim); font-size: .875rem; max-width: 48rem; }
code, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .8125rem; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: var(--surface); padding: .5rem 1rem; z-index: 9; }

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin-top: 1.5rem; }
.tiles > div { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; }
.tiles dt { font-size: .8125rem; color: var(--dim); }
.tiles dd { font-size: 1.375rem; font-weight: 650; line-height: 1.3; font-variant-numeric: tabular-nums; }
.tiles dd small { display: block; font-size: .8125rem; font-weight: 400; color: var(--dim); }
.tiles dd small.bad { color: var(--bad); font-weight: 600; }

.problems { border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 8px; background: var(--surface); }
.problems li { padding: .7rem 1rem; border-top: 1px solid var(--line); display: grid; grid-template-columns: 5.5rem 1fr; gap: 0 1rem; }
.problems li:first-child { border-top: 0; }
.problems time { color: var(--dim); font-variant-numeric: tabular-nums; font-size: .875rem; line-height: 1.7; }
.problems strong { overflow-wrap: anywhere; font-weight: 600; }
.problems p { grid-column: 2; color: var(--dim); font-size: .9375rem; overflow-wrap: anywhere; }

.tools { display: flex; flex-wrap: wrap; gap: .75rem 2rem; align-items: center; justify-content: space-between; margin: .75rem 0; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; font-size: .8125rem; color: var(--dim); }
.legend li { display: flex; align-items: center; gap: .4rem; }
.legend i.bar, .legend i.mark { position: relative; top: 0; margin: 0; flex: none; }
.legend .bar { width: 18px; height: 9px; }
.legend .bar.waits::before { content: ""; position: absolute; inset: 3px 3px; background: var(--wait); border-radius: 2px; }
.zoom { display: flex; align-items: center; gap: .5rem; font-size: .8125rem; color: var(--dim); }
.zoom select { font: inherit; color: var(--ink); background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: .25rem .5rem; }

.chart { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
.chart.wide { overflow: auto; max-height: 85vh; }
.sheet { width: 100%; position: relative; padding-bottom: .5rem; }
.axis { position: sticky; top: 0; z-index: 4; background: var(--surface); border-bottom: 1px solid var(--line); height: 2.9rem; border-radius: 8px 8px 0 0; }
.axis div { position: absolute; left: calc(var(--names) + .75rem); right: 1.75rem; top: 0; bottom: 0; }
.axis span { position: absolute; bottom: .2rem; font-size: .75rem; line-height: 1.25; color: var(--dim); white-space: nowrap; font-variant-numeric: tabular-nums; padding-left: .3rem; border-left: 1px solid var(--line); }
.axis b { display: block; font-weight: 600; color: var(--ink); }
.group { position: relative; padding: .35rem 0; border-top: 1px solid var(--line); }
.axis + .group { border-top: 0; }
.group h3 { padding: .35rem 1rem .2rem; position: sticky; left: 0; width: fit-content; max-width: 100%; z-index: 2; }
.grid { position: absolute; left: calc(var(--names) + .75rem); right: 1.75rem; top: 0; bottom: 0; pointer-events: none; }
.grid i { position: absolute; top: 0; bottom: 0; width: 1px; background: var(--soft); }
.grid i.quiet { background: repeating-linear-gradient(135deg, var(--soft) 0 3px, transparent 3px 7px); }
.lane { position: relative; display: grid; grid-template-columns: var(--names) 1fr; align-items: center; }
.lane:hover { background: color-mix(in srgb, var(--accent) 6%, transparent); }
.who { padding: .15rem .75rem .15rem 1rem; min-width: 0; position: sticky; left: 0; background: var(--surface); z-index: 2; line-height: 1.3; align-self: stretch; }
.who span { display: block; font-size: .8125rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.who small { display: block; font-size: .75rem; color: var(--dim); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.track { position: relative; height: 1.75rem; margin: 0 1.75rem 0 .75rem; }
.track.both { height: 2.1rem; }
.bar, .mark { position: absolute; border: 0; padding: 0; margin: 0; appearance: none; cursor: pointer; }
.bar { height: 10px; top: calc(50% - 5px); min-width: 4px; border-radius: 3px; background: var(--good); }
.both .bar { top: 5px; }
.bar.bad { background: var(--bad); }
.bar.undone { background: var(--undone); }
.bar.open { background: repeating-linear-gradient(90deg, var(--open) 0 6px, transparent 6px 9px); }
.wait { position: absolute; height: 4px; top: calc(50% - 2px); background: var(--wait); pointer-events: none; border-radius: 2px; }
.both .wait { top: 8px; }
.mark { width: 3px; height: 10px; top: calc(50% - 5px); margin-left: -1.5px; background: var(--call); border-radius: 1px; }
.both .mark { top: 19px; }
.mark.event, .mark.delivery { width: 8px; height: 8px; margin: 1px 0 0 -4px; border-radius: 50%; background: var(--good); }
.mark.error { width: 9px; height: 9px; margin-left: -4.5px; background: var(--undone); clip-path: polygon(50% 0, 100% 100%, 0 100%); z-index: 1; }
.mark.denied { width: 9px; height: 9px; margin-left: -4.5px; background: var(--surface); border: 2.5px solid var(--bad); z-index: 1; }
.mark.fault { width: 11px; height: 11px; margin-left: -5.5px; background: var(--fault); clip-path: polygon(50% 0, 100% 50%, 50% 100%, 0 50%); z-index: 1; }
.mark[aria-pressed=true], .bar[aria-pressed=true] { background: var(--accent); box-shadow: 0 0 0 2px var(--surface), 0 0 0 4px var(--accent); z-index: 2; }
.mark[aria-pressed=true] { clip-path: none; border-color: var(--accent); }
.mark:focus-visible, .bar:focus-visible { z-index: 3; clip-path: none; }
@media (pointer: coarse) { .mark::after, .bar::after { content: ""; position: absolute; inset: -8px -4px; } .mark.error, .mark.fault { clip-path: none; border-radius: 50%; } }

.scroll { overflow-x: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
details { margin-bottom: .75rem; }
summary { cursor: pointer; padding: .35rem 0; font-weight: 600; overflow-wrap: anywhere; }
summary small { font-weight: 400; color: var(--dim); font-size: .875rem; }
table { width: 100%; border-collapse: collapse; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem 1rem; border-top: 1px solid var(--line); }
thead th { border-top: 0; font-size: .8125rem; font-weight: 600; color: var(--dim); }
tbody th { font-weight: 500; }
td, tbody th { overflow-wrap: anywhere; }
td small, tbody th small { display: block; color: var(--dim); font-size: .8125rem; }
td.time { font-variant-numeric: tabular-nums; color: var(--dim); }
@media (min-width: 47.5625rem) { .events { table-layout: fixed; } .events th:nth-child(1) { width: 7.5rem; } .events th:nth-child(2) { width: 30%; } .events th:nth-child(3) { width: 22%; } tbody tr th:nth-child(2) { width: auto; } }
td .none { color: var(--dim); }
.tone { font-weight: 600; }
.tone.good { color: var(--good); } .tone.bad { color: var(--bad); } .tone.undone { color: var(--undone); } .tone.open { color: var(--dim); font-weight: 400; }
caption { text-align: left; position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.notes li { margin-top: .35rem; color: var(--dim); font-size: .875rem; max-width: 48rem; padding-left: 1rem; text-indent: -1rem; }
.notes li::before { content: "– "; }

#dock { position: fixed; left: 0; right: 0; bottom: 0; max-height: 45vh; overflow: auto; background: var(--surface); border-top: 1px solid var(--line); box-shadow: 0 -6px 24px rgba(0, 0, 0, .18); z-index: 8; }
#dock[hidden] { display: none; }
#dock > div { max-width: 84rem; margin: 0 auto; padding: 1rem 2rem 1.5rem; position: relative; }
#dock h2 { margin: 0 3rem 0 0; font-size: 1.0625rem; overflow-wrap: anywhere; }
#dock .hint { margin-right: 3rem; }
#dock dl { display: grid; grid-template-columns: minmax(5.5rem, max-content) 1fr; gap: .2rem 1.25rem; margin-top: .75rem; font-size: .9375rem; }
#dock dt { color: var(--dim); font-variant-numeric: tabular-nums; }
#dock dd { overflow-wrap: anywhere; white-space: pre-wrap; }
#dock ol { margin-top: .75rem; padding: .6rem .8rem; background: var(--ground); border: 1px solid var(--line); border-radius: 6px; }
#dock ol li { display: grid; grid-template-columns: 4.5rem 1fr; gap: .75rem; overflow-wrap: anywhere; white-space: pre-wrap; }
#dock ol time { color: var(--dim); }
#close { position: absolute; right: 1.5rem; top: .7rem; width: 2.25rem; height: 2.25rem; border: 1px solid var(--line); background: var(--surface); color: var(--ink); border-radius: 6px; font-size: 1.1rem; cursor: pointer; }

@media (max-width: 47.5rem) {
  :root { --names: 0rem; }
  main { padding: 1.5rem 1rem 5rem; }
  h1 { font-size: 1.4rem; }
  .tiles { grid-template-columns: 1fr 1fr; gap: .5rem; }
  .problems li { grid-template-columns: 1fr; }
  .problems p { grid-column: 1; }
  .axis span.minor { display: none; }
  .axis div, .grid { left: .9rem; right: .9rem; }
  .lane { display: block; }
  .who { padding: .3rem .9rem 0; background: none; width: fit-content; max-width: calc(100vw - 2.2rem); }
  .who span, .who small { display: inline; white-space: normal; overflow-wrap: anywhere; }
  .who small { margin-left: .4rem; }
  .track { margin: 0 .9rem; height: 1.6rem; }
  .group h3 { padding: .4rem .9rem; max-width: calc(100vw - 2.2rem); }
  table, tbody, tr, td, tbody th { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-top: 1px solid var(--line); padding: .5rem .9rem; }
  tbody tr:first-child { border-top: 0; }
  td, tbody th { border: 0; padding: .05rem 0; }
  td:empty { display: none; }
  td[data-label]::before { content: attr(data-label) " "; color: var(--dim); }
  #dock > div { padding: .9rem 1rem 1.25rem; }
  #dock dl { grid-template-columns: 1fr; gap: 0; }
  #dock dd { margin-bottom: .4rem; }
  #dock ol li { grid-template-columns: 1fr; gap: 0; margin-bottom: .3rem; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print { #dock, .tools, .skip { display: none; } .axis { position: static; } }
`;
