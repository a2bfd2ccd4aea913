import { type Columns, EVENTS, measureColumns } from '../figures/columns';
import { onPage } from '../figures/format';
import type { MeasureName } from '../figures/measures';
import type { ResourceRow, Results, RunRecord } from '../results/schema';
import { type Html, html } from './html';
import { page } from './page-frame';
import {
  distribution,
  errorReasons,
  errorsOverTime,
  latencyOverTime,
  rates,
  resource,
} from './plots';
import { figuresTable, ratesTable, settingsTable } from './tables';

const PLOTTED = [
  'ttft',
  'tpot',
  'endToEnd',
  'endToEndFromSchedule',
  'scheduleDelay',
] as const satisfies readonly MeasureName[];

/** What the plots are made of. */
export const REPORT_COLUMNS = { ...EVENTS, ...measureColumns(PLOTTED) };

type ReportColumns = Columns<keyof typeof REPORT_COLUMNS>;

/** The report of one run: one file that needs no other and no network. */
export function reportPage(
  record: RunRecord,
  results: Results,
  columns: ReportColumns,
  resources: readonly ResourceRow[],
): string {
  const model = record.target?.model ?? 'no model';
  return page(
    `${model}, ${record.id}`,
    html`<header><h1>${model} <span class="badge ${results.outcome}">${results.outcome}</span></h1>
<p class="soft">Profile <b>${results.profile}</b> · ${record.startedAt} · run <code>${record.id}</code></p></header>
${notes(results)}${cards(results)}
<section><h2>Latency</h2>${figuresTable(results)}</section>
${results.counts.attempts > 0 && plots(record, results, columns)}
${resources.length > 0 && resourcePlots(resources)}
<section><h2>Counts and rates</h2>${ratesTable(results)}</section>
<section><h2>What was run</h2>${settingsTable(record)}</section>`,
  );
}

function notes({ reason, slo, goodFraction, warnings }: Results): Html[] {
  const missed = `SLO missed: ${onPage.percent(goodFraction)} of the requests were good, ${onPage.percent(slo?.good)} are wanted.`;
  const bad = [...(reason === null ? [] : [reason]), ...(slo?.met === false ? [missed] : [])];
  return [
    ...bad.map((text) => html`<p class="note bad" role="alert">${text}</p>`),
    ...warnings.map((text) => html`<p class="note">${text}.</p>`),
  ];
}

function cards(results: Results): Html {
  const { ttft, endToEnd } = results.distributions;
  const all: [string, string][] = [
    [`${onPage.number(ttft?.p50, 1)} ms`, 'time to first token, p50'],
    [`${onPage.number(ttft?.p99, 1)} ms`, 'time to first token, p99'],
    [`${onPage.number(endToEnd?.p99, 0)} ms`, 'end to end, p99'],
    [onPage.number(results.outputTokenThroughput, 0), 'output tokens per second'],
    [onPage.number(results.requestThroughput, 1), 'requests per second'],
    [onPage.percent(results.errorRate), 'errors'],
  ];
  if (results.slo) all.push([onPage.percent(results.goodFraction), 'good requests']);
  return html`<div class="cards">${all.map(([value, label]) => html`<div class="card"><b>${value}</b><span>${label}</span></div>`)}</div>`;
}

function plots({ settings }: RunRecord, results: Results, columns: ReportColumns): Html {
  const over = [key('--one', 'each request, and their p50'), key('--two', 'p99')];
  const target = settings.rate;
  const goal =
    target === undefined ? [] : [html`<span class="key">dashed: target of ${target} /s</span>`];
  return html`<section><h2>Over time</h2><div class="plots">
${figure('Time to first token', over, latencyOverTime(columns, columns.ttft, 'Time to first token'), 'wide')}
${figure('End to end', over, latencyOverTime(columns, columns.endToEnd, 'End-to-end time'), 'wide')}
${figure('Requests per second', [key('--one', 'sent'), key('--two', 'succeeded'), ...goal], rates(columns, target), 'wide')}
</div></section><section><h2>Distributions</h2><div class="plots">${distributions(columns)}</div></section>
${results.counts.errors > 0 && errors(results, columns)}`;
}

function distributions(columns: ReportColumns): Html[] {
  const both = [key('--one', 'from sending'), key('--two', 'from schedule')];
  return [
    figure('Time to first token', [], distribution('time to first token', columns.ttft)),
    figure('Time per output token', [], distribution('time per output token', columns.tpot)),
    figure(
      'End to end',
      both,
      distribution('end-to-end time', columns.endToEnd, columns.endToEndFromSchedule),
    ),
    figure('Schedule delay', [], distribution('schedule delay', columns.scheduleDelay)),
  ];
}

const errors = (results: Results, columns: ReportColumns): Html => html`<section><h2>Errors</h2>
<div class="plots">${figure('By reason', [], errorReasons(results.errorsByReason))}
${figure('Over time', [], errorsOverTime(columns))}</div></section>`;

const resourcePlots = (
  rows: readonly ResourceRow[],
): Html => html`<section><h2>The target's resources</h2>
<div class="plots">${figure('CPU, cores', [], resource(rows, 'cpuCores', 'cores'))}
${figure('Memory', [], resource(rows, 'memoryBytes', 'MiB'))}</div></section>`;

const key = (color: string, text: string): Html =>
  html`<span class="key"><i style="--c: var(${color})"></i>${text}</span>`;

const figure = (title: string, keys: readonly Html[], plot: Html, className = ''): Html =>
  html`<figure class="${className}"><figcaption>${title}<small>${keys}</small></figcaption>${plot}</figure>`;
