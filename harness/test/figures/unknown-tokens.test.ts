import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { summarize } from '../../src/cli/summary';
import { compareRuns } from '../../src/compare/compare';
import { readSample } from '../../src/compare/sample';
import { FigureCollector } from '../../src/figures/collector';
import { liveEvent } from '../../src/live/events';
import { LiveRun } from '../../src/live/run';
import { writeReport } from '../../src/report/report';
import { totalsTable } from '../../src/report/tables';
import type { RequestRow } from '../../src/request/row';
import { buildResults } from '../../src/results/build';
import { type Results, results as resultsSchema } from '../../src/results/schema';
import { LastRunMetrics } from '../../src/serve/last-run';
import { HarnessMetrics } from '../../src/serve/metrics';
import { toldBy } from '../live/told';
import { readRun, runBench, settingsFor, startMock } from '../run/runs';

/** A success that ended 2 s after it was sent. */
const success = (tokens: Pick<RequestRow, 'outputTokens' | 'usage'>): RequestRow => ({
  ...{ index: 0, phase: 'measured', scheduledMs: 0, sentMs: 0, lastTokenMs: 1_000, endMs: 2_000 },
  ...{ chunkGapsMs: [], status: 200, outcome: 'success', ...tokens },
});

const said = (outputTokens: number) => success({ outputTokens, usage: true });
const counted = (outputTokens: number) => success({ outputTokens, usage: false });
const UNKNOWN = success({ usage: false });

function resultsOf(rows: readonly RequestRow[]): Results {
  const collector = new FigureCollector();
  for (const row of rows) collector.add(row);
  const facts = { run: 'r', profile: 'p', outcome: 'done', reason: null, unsent: 0 } as const;
  return buildResults(collector.figures(), { ...facts, slo: undefined, generator: null });
}

const tokenized = (requests: string, count: number) =>
  `${requests} answered without usage: a tokenizer counted the output tokens of ${count}`;
const unknown = (requests: string) =>
  `${requests} answered without usage: the run's output tokens and their throughput are unknown`;

test.each<[string, RequestRow[], number | null, number | null, number, string[]]>([
  ['known', [said(4), said(6)], 10, 5, 0, []],
  ['counted', [said(4), counted(6)], 10, 5, 1, [tokenized('1 request was', 1)]],
  ['unknown', [UNKNOWN, UNKNOWN], null, null, 2, [unknown('2 requests were')]],
  [
    'counted of some',
    [counted(6), UNKNOWN, UNKNOWN],
    ...([null, null, 3] as const),
    [
      `${tokenized('3 requests were', 1)}, those of 2 are unknown, so the run's output tokens and their throughput are unknown`,
    ],
  ],
  ['unknown of the first', [UNKNOWN, said(4)], null, null, 1, [unknown('1 request was')]],
  ['unknown of the last', [said(4), UNKNOWN], null, null, 1, [unknown('1 request was')]],
  [
    'unknown of an error',
    [said(4), { ...UNKNOWN, outcome: 'error', reason: 'reset' }],
    4,
    2,
    0,
    [],
  ],
  ['unknown of the warm-up', [said(4), { ...UNKNOWN, phase: 'warmup' }], 4, 2, 0, []],
  ['none', [{ ...UNKNOWN, outcome: 'error', reason: 'reset' }], 0, 0, 0, []],
])(
  'output tokens that are %s',
  (_, rows, outputTokens, outputTokenThroughput, without, warnings) => {
    const results = resultsOf(rows);
    expect(results).toMatchObject({ outputTokens, outputTokenThroughput, warnings });
    expect(results.counts.withoutUsage).toBe(without);
    expect(resultsSchema.parse(results)).toEqual(results);
  },
);

test.each<[string, (number | undefined)[], number | null]>([
  ['known', [7, 8], 15],
  ['unknown', [undefined, undefined], null],
  ['unknown of the first', [undefined, 8], null],
  ['unknown of the last', [7, undefined], null],
  ['none', [], 0],
])('prompt tokens that are %s', (_, prompts, promptTokens) => {
  const rows = prompts.map((each) => ({ ...said(4), ...(each && { promptTokens: each }) }));
  const results = resultsOf(rows);
  expect(results).toMatchObject({ promptTokens, outputTokens: 4 * prompts.length, warnings: [] });
  expect(resultsSchema.parse(results)).toEqual(results);
});

test('a report, and a terminal, show a dash for what is unknown', () => {
  const lines = (results: Results) => {
    const rows = parseHTML(`<html>${totalsTable(results).text}</html>`).document;
    return [...rows.querySelectorAll('tr')].map((row) => row.textContent ?? '');
  };
  const summary = (results: Results) => summarize(results).split('\n');
  const known = resultsOf([
    { ...said(1_004), promptTokens: 2_000 },
    { ...counted(6), promptTokens: 1 },
  ]);
  expect(lines(known)).toContain(
    "Output tokens1,010As the server's usage says; a tokenizer counted those of 1 requests.",
  );
  expect(lines(known).join()).toContain('Prompt tokens2,001As the');
  expect(summary(known)).toContain('Output throughput   505.0 tokens/s');
  const none = resultsOf([said(1_004), UNKNOWN]);
  expect(lines(none)).toContain('Output tokens–Unknown: there is no count for 1 of 2 successes.');
  expect(lines(none).join()).toContain('Output token throughput– /s');
  expect(lines(none).join()).toContain('Prompt tokens–As the');
  expect(summary(none)).toContain('Output throughput   - tokens/s');
});

test('not streamed and without usage: no row, no card and no comparison tells output tokens', async () => {
  const { url } = await startMock({ faults: { no_usage: 1 } });
  const { folder } = await runBench(settingsFor(url, { stream: false, requests: 4 }));
  const { rows, results } = readRun(folder);
  for (const row of rows) expect(row).not.toHaveProperty('outputTokens');
  expect(results.counts).toMatchObject({ successes: 4, withoutUsage: 4 });
  expect(results).toMatchObject({ outputTokens: null, outputTokenThroughput: null });
  expect(results.warnings).toContain(unknown('4 requests were'));
  const { document } = parseHTML(readFileSync(await writeReport(folder), 'utf8'));
  const cards = [...document.querySelectorAll('.card')].map((card) => card.textContent);
  expect(cards).toContain('–output tokens per second');
  const { url: withUsage } = await startMock();
  const streamed = await runBench(settingsFor(withUsage, { requests: 4 }));
  const titles = async (base: string, run: string) =>
    compareRuns([await readSample(base)], [await readSample(run)], 0.1).map((each) => each.title);
  expect(await titles(streamed.folder, streamed.folder)).toContain('Output token throughput');
  for (const both of [[streamed.folder, folder] as const, [folder, streamed.folder] as const]) {
    const compared = await titles(...both);
    expect(compared).toContain('Request throughput');
    expect(compared).not.toContain('Output token throughput');
  }
});

test('unknown tokens are not in the live events, and do not count in the metrics', async () => {
  const known = { ...said(4), promptTokens: 9 };
  const told = await toldBy((feed) => {
    for (const row of [known, UNKNOWN, counted(3)]) feed.row(row, undefined);
    feed.finished(resultsOf([]));
  });
  const events = told.map((event) => liveEvent.parse(event));
  const rows = events.filter((event) => event.type === 'row');
  expect(rows.map((row) => row.outputTokens)).toEqual([4, undefined, 3]);
  expect(rows.map((row) => row.promptTokens)).toEqual([9, undefined, undefined]);
  const metrics = new HarnessMetrics(['p'], () => []);
  const about = { run: 'r', profile: 'p', model: 'm', target: 't', rate: 0 };
  const run = new LiveRun({ type: 'started', ...about, planned: { warmup: 0, measured: 3 } });
  for (const row of rows) metrics.row(run, row);
  const shown = await metrics.registry.metrics();
  expect(shown).toContain('kvmini_output_tokens_total{profile="p"} 7\n');
  expect(shown).toContain('kvmini_prompt_tokens_total{profile="p"} 9\n');
  expect(shown).toContain('kvmini_requests_total{profile="p",outcome="success"} 3\n');
});

test('the figures of the last run have no throughput where it is unknown', async () => {
  const registry = new Registry();
  const metrics = new LastRunMetrics(registry);
  const { record } = readRun((await runBench(settingsFor('http://127.0.0.1:9'))).folder);
  const shown = async (rows: RequestRow[]) => {
    metrics.show(record, resultsOf(rows));
    return (await registry.metrics()).match(/^kvmini_last_run_\w+_throughput .*/gm);
  };
  const requests = 'kvmini_last_run_request_throughput 1';
  const tokens = 'kvmini_last_run_output_token_throughput 5';
  expect(await shown([said(4), said(6)])).toEqual([requests, tokens]);
  expect(await shown([said(4), UNKNOWN])).toEqual([requests]);
  expect(await shown([said(4), said(6)])).toEqual([requests, tokens]);
});
