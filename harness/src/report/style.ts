import { Html } from './html';

/** The look of all pages: one column, light and dark by the reader's own setting, no outside files. */
export const STYLE = new Html(`
:root {
  color-scheme: light dark;
  --ink: #1b2330; --soft: #5a6675; --line: #d9dee6; --page: #f6f7f9; --card: #ffffff;
  --one: #2563c9; --two: #c2570c; --bad: #c0262d; --good: #1a7f4b; --warn: #8a5a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6eaf0; --soft: #9ba7b6; --line: #313a47; --page: #12161d; --card: #1a2029;
    --one: #7eaaf5; --two: #f0a065; --bad: #f2777c; --good: #5fcf93; --warn: #e2b65c;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; letter-spacing: -.01em; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem; }
p { margin: .25rem 0; }
a { color: var(--one); }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .92em; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.badge {
  display: inline-block; padding: .05rem .6rem; border-radius: 1rem; font-size: .85rem;
  border: 1px solid currentColor; font-weight: 600; vertical-align: .2rem;
}
.done { color: var(--good); } .failed, .broken_off { color: var(--bad); }
.interrupted, .running { color: var(--warn); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .75rem; margin: 1.5rem 0; }
.card, figure, .table, .note { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
.card { padding: .8rem 1rem; }
.card b { display: block; font-size: 1.45rem; font-weight: 650; font-variant-numeric: tabular-nums; line-height: 1.25; }
.card span { color: var(--soft); font-size: .85rem; }
.note { border-left: 4px solid var(--warn); padding: .6rem 1rem; margin: .5rem 0; }
.note.bad { border-left-color: var(--bad); }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .45rem .9rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
tr:last-child > * { border-bottom: 0; }
th:first-child, td:first-child, .words td, .words th { text-align: left; }
.words td { white-space: normal; overflow-wrap: anywhere; }
thead th { color: var(--soft); font-weight: 600; font-size: .85rem; }
tbody th { font-weight: 500; }
tbody th small { display: block; white-space: normal; min-width: 16rem; max-width: 34rem; font-weight: 400; color: var(--soft); }
figure { margin: 0; padding: 1rem 1rem .5rem; overflow: hidden; }
figcaption { font-weight: 600; margin-bottom: .4rem; }
figcaption small { display: block; font-weight: 400; color: var(--soft); }
figure svg { width: 100%; height: auto; overflow: visible; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(29rem, 100%), 1fr)); gap: .75rem; }
main:has(.runs) { max-width: none; } .runs th, .runs td { padding-inline: .5rem; font-size: .92rem; } .runs td:nth-child(-n+4), .runs th:nth-child(-n+4), .runs td:last-child, .runs th:last-child { text-align: left; }
.wide { grid-column: 1 / -1; }
.key { display: inline-flex; align-items: center; gap: .35rem; margin-right: 1rem; font-weight: 400; font-size: .85rem; color: var(--soft); }
.key i { width: .8rem; height: .8rem; border-radius: .2rem; background: var(--c); }
@media print { body { background: none; } figure, .card { break-inside: avoid; } }
`);
