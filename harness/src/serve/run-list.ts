import { printable } from 'kvmini-contract/printable';
import { onPage } from '../figures/format';
import { HEADLINES } from '../figures/measures';
import { labelIn, textIn } from '../figures/shown-totals';
import { totalsWith } from '../figures/totals';
import { type Html, html } from '../report/html';
import { page } from '../report/page-frame';
import { besideBaseline } from '../results/baseline-text';
import { RUN_FILES } from '../results/folder';
import { outcomeText, type RunRecord } from '../results/schema';
import type { IndexedRun, IndexedRuns } from './run-index';

const REFRESH_SECONDS = 15;

/** Makes the page of all runs, newest first; what has not changed is not made again. */
export class RunListPage {
  private readonly rows = new WeakMap<IndexedRun, Html>();
  private made: { readonly of: IndexedRuns; readonly text: string } | undefined;

  constructor(private readonly outputDir: string) {}

  /** The page of these runs. */
  show(runs: IndexedRuns): string {
    if (this.made?.of !== runs) this.made = { of: runs, text: this.make(runs) };
    return this.made.text;
  }

  private make({ runs, total }: IndexedRuns): string {
    const rows = runs.map((run) => this.row(run));
    const more =
      total > runs.length &&
      html`<p class="soft">${total - runs.length} older runs are not shown.</p>`;
    return page(
      'kvmini runs',
      html`<h1>Runs</h1><p class="soft">in <code>${this.outputDir}</code></p>
${rows.length > 0 ? table(rows) : html`<p class="note">No run yet. Start one with <code>./bench.sh</code>.</p>`}${more}`,
      REFRESH_SECONDS,
    );
  }

  private row(run: IndexedRun): Html {
    const row = this.rows.get(run) ?? rowOf(run);
    this.rows.set(run, row);
    return row;
  }
}

const LISTED = totalsWith(({ listed }) => listed);
const HEAD = [
  ...['run', 'outcome', 'profile', 'model'],
  ...LISTED.map((total) => labelIn('listed', total)),
  ...HEADLINES.map(({ heading }) => heading),
  'files',
];

const table = (
  rows: readonly Html[],
): Html => html`<div class="table runs" tabindex="0" role="region" aria-label="Runs"><table>
<thead><tr>${HEAD.map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;

function rowOf(run: IndexedRun): Html {
  const { name, record, problem = '' } = run;
  if (record !== undefined) return recordedRow(run, record);
  return html`<tr><td>${name}</td><td colspan="${HEAD.length - 1}" class="failed">${printable(problem, 1_000)}</td></tr>`;
}

/** A mark on a run that was worse than its baseline. */
function worse(record: RunRecord): Html | false {
  const beside = besideBaseline(record);
  return (
    beside?.isWorse === true &&
    html` <span class="badge failed" title="${beside.text}">worse</span>`
  );
}

function recordedRow({ name, files, results }: IndexedRun, record: RunRecord): Html {
  const { outcome } = record;
  const totals = LISTED.map((total) => html`<td>${textIn('listed', total, results, onPage)}</td>`);
  const times = HEADLINES.map(({ name, percentile, digits }) => {
    const value = results?.distributions[name]?.[percentile];
    return html`<td>${onPage.number(value, digits)}</td>`;
  });
  const links = files.map((file) => {
    const path = RUN_FILES[file];
    return html`<a href="runs/${name}/${path}">${path.replace(/\..*/, '')}</a> `;
  });
  const title = files.includes('report')
    ? html`<a href="runs/${name}/${RUN_FILES.report}">${name}</a>`
    : name;
  return html`<tr><td>${title}</td><td><span class="badge ${outcome}">${outcomeText(outcome)}</span>${worse(record)}</td>
<td>${printable(record.settings.profile)}</td><td>${printable(record.target?.model ?? '–')}</td>
${totals}${times}
<td>${links}</td></tr>`;
}
