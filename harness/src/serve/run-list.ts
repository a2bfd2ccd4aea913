import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { onPage } from '../figures/format';
import { HEADLINES } from '../figures/measures';
import { labelIn, textIn, totalsWith } from '../figures/totals';
import { type Html, html } from '../report/html';
import { page } from '../report/page-frame';
import { RUN_FILES, runFile, runNames } from '../results/folder';
import { readRecord, readResults } from '../results/read';
import { outcomeText, type Results, type RunRecord } from '../results/schema';

const SHOWN = 200;
const REFRESH_SECONDS = 15;

/** The page of all runs, newest first. */
export async function runListPage(outputDir: string): Promise<string> {
  const names = runNames(outputDir);
  const rows = await Promise.all(names.slice(0, SHOWN).map((name) => runRow(outputDir, name)));
  const more =
    names.length > SHOWN &&
    html`<p class="soft">${names.length - SHOWN} older runs are not shown.</p>`;
  return page(
    'kvmini runs',
    html`<h1>Runs</h1><p class="soft">in <code>${outputDir}</code></p>
${rows.length > 0 ? table(rows) : html`<p class="note">No run yet. Start one with <code>./bench.sh</code>.</p>`}${more}`,
    REFRESH_SECONDS,
  );
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

async function runRow(outputDir: string, name: string): Promise<Html> {
  const folder = join(outputDir, name);
  try {
    const record = readRecord(folder);
    // The rows of a run that has no results yet may be many: they are not read for a list.
    const done = existsSync(runFile(folder, 'results'));
    return row(folder, record, done ? await readResults(folder, record) : undefined);
  } catch (error) {
    return html`<tr><td>${name}</td><td colspan="${HEAD.length - 1}" class="failed">${(error as Error).message}</td></tr>`;
  }
}

function row(folder: string, record: RunRecord, results: Results | undefined): Html {
  const { id, outcome } = record;
  const totals = LISTED.map((total) => html`<td>${textIn('listed', total, results, onPage)}</td>`);
  const times = HEADLINES.map(({ name, percentile, digits }) => {
    const value = results?.distributions[name]?.[percentile];
    return html`<td>${onPage.number(value, digits)}</td>`;
  });
  const files = Object.values(RUN_FILES).filter((file) => existsSync(join(folder, file)));
  const { report } = RUN_FILES;
  const name = files.includes(report) ? html`<a href="runs/${id}/${report}">${id}</a>` : id;
  return html`<tr><td>${name}</td><td><span class="badge ${outcome}">${outcomeText(outcome)}</span></td>
<td>${record.settings.profile}</td><td>${record.target?.model ?? '–'}</td>
${totals}${times}
<td>${files.map((file) => html`<a href="runs/${id}/${file}">${file.replace(/\..*/, '')}</a> `)}</td></tr>`;
}
