import { expect, test } from 'vitest';
import { isAttempt, MEASURE_NAMES, MEASURES } from '../../src/figures/measures';
import { html } from '../../src/report/html';
import { MADE_ROWS } from '../figures/made-rows';
import { baseOf, MADE_RECORD, MADE_RESULTS, MADE_WITHOUT_SLO } from '../figures/made-run';
import { madeReport, type ReadReport } from './made-report';

/** The rows of a table: their cells' texts. */
const rows = ({ document }: ReadReport, table: number): string[][] =>
  [...([...document.querySelectorAll('table')][table]?.querySelectorAll('tr') ?? [])].map((row) =>
    [...row.children].map((cell) => cell.textContent ?? ''),
  );

test('cards show the figures that they name', async () => {
  const { texts } = await madeReport();
  expect(texts('.card')).toEqual(
    expect.arrayContaining([
      '1,050.1 mstime to first token, p50',
      '1,099.1 mstime to first token, p99',
      '4,099 msend to end, p99',
      '12,488output tokens per second',
      '375.0requests per second',
      '25.00 %errors',
      '62.50 %good requests',
    ]),
  );
});

test('there is no card of good requests without an SLO, and no card less beside it', async () => {
  const [withSlo, without] = [
    (await madeReport()).texts('.card'),
    (await madeReport({ results: MADE_WITHOUT_SLO })).texts('.card'),
  ];
  expect(without).toEqual(withSlo.filter((card) => card !== '62.50 %good requests'));
  expect(without).toHaveLength(withSlo.length - 1);
});

test('the table of latencies has a row for each measure, and a column for each of its figures', async () => {
  const report = await madeReport();
  const [head, ...lines] = rows(report, 0);
  expect(head).toEqual(['milliseconds', 'mean', 'p50', 'p90', 'p95', 'p99', 'max', 'count']);
  expect(lines).toHaveLength(MEASURE_NAMES.length);
  const ttft = lines.find(([title]) => title?.startsWith(`Time to first tokenFrom sending`));
  expect(ttft?.slice(1)).toEqual([
    ...['1,011.11', '1,050.12', '1,090.12', '1,095.12', '1,099.12', '1,100.12', '1,001'],
  ]);
  for (const [i, name] of MEASURE_NAMES.entries()) {
    const { title, definition } = MEASURES[name];
    const base = baseOf(name) / 1_000;
    expect(lines[i]).toEqual([
      title + definition,
      ...[`${base},011.11`, `${base},050.12`, `${base},090.12`, `${base},095.12`],
      ...[`${base},099.12`, `${base},100.12`, `${base},001`],
    ]);
  }
});

test('the table of counts and rates has each total with its definition', async () => {
  const report = await madeReport();
  expect(rows(report, 1)).toEqual([
    ['Attempts', '4,000', 'Measured requests that ended by themselves.'],
    [
      'Successes',
      '3,000',
      'Attempts with a 2xx status and a complete answer of one token or more: [DONE], or a finish reason other than error and abort.',
    ],
    ['Error rate', '25.00 %', 'Attempts that were no success, over attempts.'],
    ['Duration', '8.00 s', 'From the first request sent to the last one ended.'],
    ['Request throughput', '375.00 /s', 'Successes over the duration.'],
    ['Output token throughput', '12,487.50 /s', 'Output tokens of successes over the duration.'],
    [
      'Output tokens',
      '99,900',
      "As the server's usage says; a tokenizer counted those of 23 requests.",
    ],
    [
      'Chunks with tokens',
      '88,800',
      'Chunks of successes that carry tokens: one may carry several, or half of one.',
    ],
    [
      'Answers all at once',
      '25',
      'Successes of several tokens that came in one chunk, or in chunks that came together: they have no time per output token.',
    ],
    [
      'Prompt tokens',
      '55,000',
      "As the server's usage says; unknown where it does not say so of every success.",
    ],
    [
      'Cached prompt tokens',
      '–',
      "Prompt tokens that came from the server's prefix cache, as its usage says.",
    ],
    ['Reasoning tokens', '–', "Output tokens that were reasoning, as the server's usage says."],
    ['Goodput', '312.50 /s', 'Successes that met every limit of the SLO, over the duration.'],
    ['Good fraction', '62.50 %', 'The same over attempts.'],
    [
      'Cost of a million output tokens',
      '–',
      "The replicas' GPUs at their price for as long as the run took, over its output tokens, in the currency of the price; unknown without a price, or where the number of GPUs, or which they are, is not known.",
    ],
    ['Cost of a thousand requests', '–', 'The same over the successes.'],
    [
      ...['Energy of a thousand output tokens', '– Wh'],
      "What the replicas' GPUs took during the run, as DCGM's exporter told a Prometheus, over its output tokens; unknown without one, or where samples are missing.",
    ],
    ['Unfinished', '21', 'Cut off by the end of the run; in no figure.'],
    [
      'Lost',
      '26',
      'Sent, or maybe sent, by a worker that was lost before it could tell what became of them; in no figure.',
    ],
    [
      'Never sent',
      '24',
      'Due by the schedule while the concurrency was used up, until the end of the load.',
    ],
    ['Held back', '–', 'Sent later than the schedule said, because the concurrency was used up.'],
    [
      'Waited for a CPU',
      '–',
      "Share of the load's time in which the load generator was ready to run but had no CPU; unknown where the kernel does not count it.",
    ],
    ['Warm-up', '22', 'Sent first; in no figure.'],
    [
      ...['Finish reasons', 'stop 2200, length 800'],
      'Why answers ended, as the server says, of all attempts.',
    ],
  ]);
});

test('the first failure of each kind is told as text, the most frequent kind first', async () => {
  const { texts, document } = await madeReport();
  expect(texts('dt')).toEqual(['timeout 600', 'http_5xx 400']);
  expect(texts('dd')).toEqual(['–', 'status 503: no <b>workers</b>']);
  expect(document.querySelector('dd b')).toBeNull();
});

test('without an SLO the table says so, and shows a dash for what is unknown', async () => {
  const { counts } = MADE_WITHOUT_SLO;
  const report = await madeReport({
    results: {
      ...{ ...MADE_WITHOUT_SLO, durationSeconds: null, errorRate: null },
      ...{ outputTokens: null, promptTokens: null },
      ...{ requestThroughput: null, outputTokenThroughput: null },
      counts: { ...counts, attempts: 0, successes: 0, errors: 0 },
    },
  });
  const shown = Object.fromEntries(rows(report, 1).map(([name, value]) => [name, value]));
  expect(shown).toMatchObject({
    ...{ Goodput: 'no SLO', 'Good fraction': 'no SLO', 'Error rate': '–', Duration: '– s' },
    ...{ 'Request throughput': '– /s', 'Output token throughput': '– /s' },
    ...{ 'Output tokens': '–', 'Prompt tokens': '–', Attempts: '0' },
  });
});

test('a missed SLO, a reason and warnings stand above the figures; a met one does not', async () => {
  const missed = await madeReport({ results: { ...MADE_RESULTS, reason: 'it was late' } });
  expect(missed.texts('[role=alert]')).toEqual([
    'it was late',
    'SLO missed: 62.50 % of the requests were good, the goal is 75.00 %.',
  ]);
  expect(missed.texts('.note:not(.bad)')).toContain('21 requests were cut off and in no figure.');
  const counts = { ...MADE_RESULTS.counts, attempts: MADE_ROWS.filter(isAttempt).length };
  const met = await madeReport({
    results: { ...MADE_RESULTS, counts, warnings: [], slo: { good: 0.625, met: true } },
  });
  expect(met.texts('.note')).toEqual([]);
});

test('the head says what was run; a fact that is not there has no row', async () => {
  const report = await madeReport();
  const { texts } = report;
  expect(texts('h1')).toEqual(['made-model done']);
  expect(texts('header p')).toEqual([
    'Profile made · 2026-11-25T10:00:00.000Z · run 2026-11-25_10-00-00',
  ]);
  expect(rows(report, 2)).toEqual([
    ['target', 'http://target'],
    ['found through', '--url'],
    ['model', 'made-model'],
    ['started', '2026-11-25T10:00:00.000Z'],
    ['ended', '2026-11-25T10:00:08.500Z'],
    ['harness', 'kvmini 1.0.0, Node.js v20.0.0'],
    ['profile', 'made'],
    ['concurrency', '4'],
    ['rate', '3'],
    ['slo', '{"ttftMs":350,"tpotMs":60,"e2eMs":1000,"good":0.75}'],
  ]);
  const none = await madeReport({ record: { ...MADE_RECORD, target: null, endedAt: null } });
  expect(none.texts('h1')).toEqual(['no model done']);
  expect(rows(none, 2)[0]).toEqual(['started', '2026-11-25T10:00:00.000Z']);
});

test('what a server or a file says is cut, and steers nothing', () => {
  const { text } = html`<b>${`\u001b[2J<i>\u202e${'x'.repeat(20e6)}`}</b>`;
  expect(text.length).toBeLessThan(5_000);
  expect(text).toMatch(/^<b>\\u001b\[2J&lt;i&gt;\\u202ex+…<\/b>$/);
});
