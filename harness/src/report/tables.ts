import { printable } from 'kvmini-contract/printable';
import { SUMMARY_TIMES } from '../figures/distribution';
import { onPage } from '../figures/format';
import { failureKinds, finishText, firstText } from '../figures/kinds';
import { MEASURES } from '../figures/measures';
import { TOTALS, type Total } from '../figures/totals';
import { coldLines } from '../results/cold-lines';
import type { Results, RunRecord } from '../results/schema';
import { serverLines } from '../results/server-lines';
import { workerLines, workersText } from '../results/workers';
import { type Html, html } from './html';

const LONGEST_TEXT = 2_000;

/** All distributions, each with its definition. */
export function figuresTable(results: Results): Html {
  const head = [...SUMMARY_TIMES, 'count'].map((each) => html`<th scope="col">${each}</th>`);
  const rows = Object.values(MEASURES).map(({ name, title, definition }) => {
    const summary = results.distributions[name];
    const times = SUMMARY_TIMES.map((each) => html`<td>${onPage.number(summary?.[each])}</td>`);
    const count = html`<td>${onPage.number(summary?.count, 0)}</td>`;
    return html`<tr><th scope="row">${title}<small>${definition}</small></th>${times}${count}</tr>`;
  });
  return html`<div class="table" tabindex="0" role="region" aria-label="Latency figures"><table>
<thead><tr><th scope="col">milliseconds</th>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** The figures that are one number for the whole run, each with its definition. */
export function totalsTable(results: Results): Html {
  const lines = Object.values(TOTALS).map((total) => {
    const { title, definition, inThisRun } = total;
    const text = inThisRun?.(results) ?? definition;
    return html`<tr><th scope="row">${title}</th><td>${valueText(total, results)}</td><td class="soft">${text}</td></tr>`;
  });
  const finished = html`<tr><th scope="row">Finish reasons</th><td>${finishText(results) || '–'}</td><td class="soft">Why answers ended, as the server says, of all attempts.</td></tr>`;
  return html`<div class="table words"><table><tbody>${lines}${finished}</tbody></table></div>`;
}

/** Why requests failed, and what is known of the first failure of each kind. */
export function failureList(results: Results): Html {
  const lines = failureKinds(results).map(
    (kind) =>
      html`<dt><b>${kind.reason}</b> ${onPage.number(kind.count, 0)}</dt><dd>${firstText(kind) || '–'}</dd>`,
  );
  return html`<dl class="words">${lines}</dl>`;
}

const valueText = ({ needsSlo, value, unit }: Total, results: Results): string =>
  needsSlo && !results.slo ? 'no SLO' : onPage.withUnit(value(results), unit);

/** What the server counted itself; nothing where it was not asked. */
export const serverTable = ({ server }: Results): Html | false =>
  linesTable('The server beside the client', serverLines(server, onPage));

/** Starts from zero, taken apart; nothing of a run that is none of these. */
export const coldTable = ({ cold }: Results): Html | false =>
  linesTable('Starts from zero', coldLines(cold, onPage));

function linesTable(
  title: string,
  lines: readonly (readonly [label: string, text: string])[],
): Html | false {
  if (lines.length === 0) return false;
  const rows = lines.map(
    ([label, text]) =>
      html`<tr><th scope="row">${label}</th><td>${printable(text, LONGEST_TEXT)}</td></tr>`,
  );
  return html`<section><h2>${title}</h2><div class="table words"><table><tbody>${rows}</tbody></table></div></section>`;
}

/** The requests by the address to which they went; nothing where there is only one. */
export function addressesTable({ addresses = [] }: Results): Html | false {
  if (addresses.length < 2) return false;
  const head = ['requests', 'errors'].map((each) => html`<th scope="col">${each}</th>`);
  const rows = addresses.map(
    ({ address, requests, errors }) =>
      html`<tr><th scope="row">${printable(address)}</th><td>${onPage.number(requests, 0)}</td><td>${onPage.number(errors, 0)}</td></tr>`,
  );
  return html`<h3>Requests by address</h3><div class="table"><table>
<thead><tr><th scope="col">address</th>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

const WORKER_COLUMNS = [
  ...[
    'requests',
    'errors',
    'lost',
    'at once',
    'schedule delay p50, ms',
    'p99, ms',
    'began after, ms',
  ],
  ...['clock known to, ms', 'CPU, s', 'thread busy', 'waited for a CPU'],
];

/** The workers of a run: the share of each, and how it fared; nothing of a run of one. */
export function workersTable(results: Results): Html | false {
  const text = workersText(results, onPage);
  if (text === undefined) return false;
  const { number, percent } = onPage;
  const rows = workerLines(results).map(({ health, counted }) => {
    const cells = [
      ...[counted?.requests ?? 0, counted?.errors ?? 0, health.lost, health.concurrency].map(
        (each) => number(each, 0),
      ),
      ...[counted?.delay.p50, counted?.delay.p99, health.startDelayMs, health.clockBoundMs].map(
        (each) => number(each),
      ),
      number(health.cpuSeconds),
      ...[health.eventLoopUtilization, health.runQueueWait].map((each) => percent(each ?? null)),
    ].map((each) => html`<td>${each}</td>`);
    return html`<tr><th scope="row">worker ${health.worker}</th>${cells}</tr>`;
  });
  const head = WORKER_COLUMNS.map((each) => html`<th scope="col">${each}</th>`);
  const { coordinator } = results.generator ?? {};
  return html`<h3>Workers</h3><p class="soft">${text}. Each drew the whole schedule and sent its share; the coordinator, which took their rows, used ${number(coordinator?.cpuSeconds)} s of CPU time.</p>
<div class="table" tabindex="0" role="region" aria-label="Workers"><table>
<thead><tr><th scope="col">worker</th>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** What was run, against what. */
export function settingsTable(record: RunRecord): Html {
  const facts = {
    target: record.target?.url,
    'found through': record.target?.from,
    model: record.target?.model,
    server: record.target?.server,
    started: record.startedAt,
    ended: record.endedAt,
    harness: `kvmini ${record.harness}, Node.js ${record.node}`,
    ...record.settings,
  };
  const lines = Object.entries(facts)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => {
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      return html`<tr><th scope="row">${name}</th><td><code>${text}</code></td></tr>`;
    });
  return html`<div class="table words"><table><tbody>${lines}</tbody></table></div>`;
}
