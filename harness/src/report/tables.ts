import { onPage } from '../figures/format';
import { MEASURE_NAMES, MEASURES } from '../figures/measures';
import type { Results, RunRecord } from '../results/schema';
import { type Html, html } from './html';

const COLUMNS = ['mean', 'p50', 'p90', 'p95', 'p99', 'max', 'count'] as const;

/** All distributions, each with its definition. */
export function figuresTable(results: Results): Html {
  const head = COLUMNS.map((each) => html`<th scope="col">${each}</th>`);
  const rows = MEASURE_NAMES.map((name) => {
    const summary = results.distributions[name];
    const cells = COLUMNS.map(
      (each) => html`<td>${onPage.number(summary?.[each], each === 'count' ? 0 : 2)}</td>`,
    );
    const { title, definition } = MEASURES[name];
    return html`<tr><th scope="row">${title}<small>${definition}</small></th>${cells}</tr>`;
  });
  return html`<div class="table" tabindex="0" role="region" aria-label="Latency figures"><table>
<thead><tr><th scope="col">milliseconds</th>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

type Line = readonly [name: string, value: string, definition: string];

/** The figures that are one number for the whole run, each with its definition. */
export function ratesTable(results: Results): Html {
  const lines = [...rateLines(results), ...otherLines(results)].map(
    ([name, value, text]) =>
      html`<tr><th scope="row">${name}</th><td>${value}</td><td class="soft">${text}</td></tr>`,
  );
  return html`<div class="table words"><table><tbody>${lines}</tbody></table></div>`;
}

const outputTokensFrom = ({
  outputTokens,
  counts: { withoutUsage, successes },
}: Results): string =>
  outputTokens === null
    ? `Unknown, since ${withoutUsage} of ${successes} successes came without usage.`
    : `As the server's usage says; counted chunks for ${withoutUsage} requests without one.`;

function rateLines(results: Results): Line[] {
  const { counts } = results;
  return [
    ['Attempts', onPage.number(counts.attempts, 0), 'Measured requests that ended by themselves.'],
    [
      'Successes',
      onPage.number(counts.successes, 0),
      'Attempts with a 2xx status and a complete answer: a finish reason, or [DONE].',
    ],
    [
      'Error rate',
      onPage.percent(results.errorRate),
      'Attempts that were no success, over attempts.',
    ],
    [
      'Duration',
      `${onPage.number(results.durationSeconds)} s`,
      'From the first request sent to the last one ended.',
    ],
    [
      'Request throughput',
      `${onPage.number(results.requestThroughput)} /s`,
      'Successes over the duration.',
    ],
    [
      'Output token throughput',
      `${onPage.number(results.outputTokenThroughput)} /s`,
      'Output tokens of successes over the duration.',
    ],
    ['Output tokens', onPage.number(results.outputTokens, 0), outputTokensFrom(results)],
    [
      'Prompt tokens',
      onPage.number(results.promptTokens, 0),
      "As the server's usage says; unknown where it does not say so of every success.",
    ],
  ];
}

function otherLines(results: Results): Line[] {
  const { counts } = results;
  return [
    [
      'Goodput',
      results.slo ? `${onPage.number(results.goodput)} /s` : 'no SLO',
      'Successes that met every limit of the SLO, over the duration.',
    ],
    [
      'Good fraction',
      results.slo ? onPage.percent(results.goodFraction) : 'no SLO',
      'The same over attempts.',
    ],
    [
      'Unfinished',
      onPage.number(counts.unfinished, 0),
      'Cut off by the end of the run; in no figure.',
    ],
    [
      'Never sent',
      onPage.number(results.unsent, 0),
      'Due by the schedule while the concurrency was used up, until the end of the load.',
    ],
    ['Warm-up', onPage.number(counts.warmup, 0), 'Sent first; in no figure.'],
  ];
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
