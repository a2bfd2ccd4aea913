import { type Columns, EVENTS, measureColumns } from '../figures/columns';
import { onPage } from '../figures/format';
import { HEADLINES, measuresWith } from '../figures/measures';
import { labelIn, textIn, totalsIn } from '../figures/shown-totals';
import { missedSlo } from '../figures/slo';
import { besideBaseline } from '../results/baseline-text';
import { outcomeText, type ResourceRow, type Results, type RunRecord } from '../results/schema';
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
import {
  addressesTable,
  coldTable,
  failureList,
  figuresTable,
  serverTable,
  settingsTable,
  totalsTable,
  workersTable,
} from './tables';

const plottedIn = (plot: 'over time' | 'distribution') =>
  measuresWith(({ plots }) => plots?.includes(plot));

/** What the plots are made of. */
export const REPORT_COLUMNS = {
  ...EVENTS,
  ...measureColumns(measuresWith(({ plots }) => plots)),
};

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
    html`<header><h1>${model} <span class="badge ${results.outcome}">${outcomeText(results.outcome)}</span></h1>
<p class="soft">Profile <b>${results.profile}</b> · ${record.startedAt} · run <code>${record.id}</code></p></header>
${notes(results)}${comparison(record)}${cards(results)}
${coldTable(results)}
<section><h2>Latency</h2>${figuresTable(results)}</section>
${serverTable(results)}
${results.counts.attempts > 0 && plots(record, results, columns)}
${resources.length > 0 && resourcePlots(resources)}
<section><h2>Counts and rates</h2>${totalsTable(results)}${addressesTable(results)}${workersTable(results)}</section>
<section><h2>What was run</h2>${settingsTable(record)}</section>`,
  );
}

function notes(results: Results): Html[] {
  const { reason, warnings } = results;
  const missed = missedSlo(results);
  const bad = [...(reason === null ? [] : [reason]), ...(missed ? [`${missed}.`] : [])];
  return [
    ...bad.map((text) => html`<p class="note bad" role="alert">${text}</p>`),
    ...warnings.map((text) => html`<p class="note">${text}.</p>`),
  ];
}

function comparison(record: RunRecord): Html | false {
  const beside = besideBaseline(record);
  if (!beside) return false;
  return beside.isWorse
    ? html`<p class="note bad" role="alert">${beside.text}.</p>`
    : html`<p class="note">${beside.text}.</p>`;
}

function cards(results: Results): Html {
  const times = HEADLINES.map(({ name, percentile, digits, label }): [string, string] => {
    const value = results.distributions[name]?.[percentile];
    return [onPage.withUnit(value, 'ms', digits), label];
  });
  const totals = totalsIn('card', results).map((total): [string, string] => [
    textIn('card', total, results, onPage),
    labelIn('card', total),
  ]);
  const all = [...times, ...totals].map(
    ([value, label]) => html`<div class="card"><b>${value}</b><span>${label}</span></div>`,
  );
  return html`<div class="cards">${all}</div>`;
}

function plots({ settings }: RunRecord, results: Results, columns: ReportColumns): Html {
  const over = [key('--one', 'each request, and their p50'), key('--two', 'p99')];
  const target = settings.rate;
  const goal =
    target === undefined ? [] : [html`<span class="key">dashed: target of ${target} /s</span>`];
  const latencies = plottedIn('over time').map(({ name, title, noun }) =>
    figure(title, over, latencyOverTime(columns, columns[name], noun), 'wide'),
  );
  return html`<section><h2>Over time</h2><div class="plots">
${latencies}
${figure('Requests per second', [key('--one', 'sent'), key('--two', 'succeeded'), ...goal], rates(columns, target), 'wide')}
</div></section><section><h2>Distributions</h2><div class="plots">${distributions(columns)}</div></section>
${results.counts.errors > 0 && errors(results, columns)}`;
}

function distributions(columns: ReportColumns): Html[] {
  const both = [key('--one', 'from sending'), key('--two', 'from schedule')];
  const plotted = plottedIn('distribution');
  return plotted
    .filter(({ fromScheduleOf }) => fromScheduleOf === undefined)
    .map(({ name, title, noun }) => {
      const over = plotted.find(({ fromScheduleOf }) => fromScheduleOf === name);
      const plot = distribution(noun, columns[name], over && columns[over.name]);
      return figure(title, over ? both : [], plot);
    });
}

const errors = (results: Results, columns: ReportColumns): Html => html`<section><h2>Errors</h2>
<div class="plots">${figure('By reason', [], errorReasons(results.errorsByReason))}
${figure('Over time', [], errorsOverTime(columns))}</div>${failureList(results)}</section>`;

const resourcePlots = (
  rows: readonly ResourceRow[],
): Html => html`<section><h2>The target's resources</h2>
<div class="plots">${figure('CPU, cores', [], resource(rows, 'cpuCores', 'cores'))}
${figure('Memory', [], resource(rows, 'memoryBytes', 'MiB'))}</div></section>`;

const key = (color: string, text: string): Html =>
  html`<span class="key"><i style="--c: var(${color})"></i>${text}</span>`;

const figure = (title: string, keys: readonly Html[], plot: Html, className = ''): Html =>
  html`<figure class="${className}"><figcaption>${title}<small>${keys}</small></figcaption>${plot}</figure>`;
