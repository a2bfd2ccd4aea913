import { expect, test } from 'vitest';
import { summarize } from '../../src/cli/summary';
import { MEASURE_NAMES } from '../../src/figures/measures';
import { MADE_RESULTS, MADE_WITHOUT_SLO } from '../figures/made-run';

test('the summary has each figure of a run beside its name', () => {
  const [above, table = ''] = summarize(MADE_RESULTS).split('\n\n');
  expect(above?.split('\n')).toEqual([
    'Requests            4000, of which 3000 succeeded',
    'Error rate          25.00 %  http_5xx 400  timeout 600',
    'Duration            8.00 s',
    'Request throughput  375.00 /s',
    'Output throughput   12487.5 tokens/s',
    'Goodput             312.50 /s',
    'Good requests       62.50 % (SLO of 75.00 % missed)',
    'Finish reasons      stop 2200, length 800',
    'First http_5xx      status 503: no <b>workers</b>',
  ]);
  const [head, ...rows] = table.split('\n').map((line) => line.split(/ {2,}/));
  expect(head).toEqual(['milliseconds', 'mean', 'p50', 'p90', 'p95', 'p99', 'max']);
  expect(rows).toHaveLength(MEASURE_NAMES.length);
  expect(rows).toContainEqual([
    ...['Time to first token', '1011.11', '1050.12', '1090.12', '1095.12', '1099.12', '1100.12'],
  ]);
  expect(rows).toContainEqual([
    ...['End to end, from schedule', '6011.11', '6050.12', '6090.12', '6095.12', '6099.12'],
    '6100.12',
  ]);
  expect(rows).toContainEqual([
    ...['Schedule delay', '7011.11', '7050.12', '7090.12', '7095.12', '7099.12', '7100.12'],
  ]);
});

test('columns stand under their heads', () => {
  const [head = '', row = ''] = summarize(MADE_RESULTS).split('\n\n')[1]?.split('\n') ?? [];
  for (const [name, value] of [
    ['mean', '1011.11'],
    ['p50', '1050.12'],
    ['max', '1100.12'],
  ] as const) {
    expect(head.indexOf(name) + name.length).toBe(row.indexOf(value) + value.length);
  }
});

test('without an SLO there is no goodput; with one that is met, it says so', () => {
  const without = summarize(MADE_WITHOUT_SLO);
  expect(without).not.toMatch(/[Gg]ood|SLO/);
  expect(without).toContain('Output throughput   12487.5 tokens/s\nFinish reasons');
  const met = { ...MADE_RESULTS, slo: { good: 0.6, met: true } };
  expect(summarize(met)).toContain('Good requests       62.50 % (SLO of 60.00 % met)');
});

test('what a run does not have is a hyphen', () => {
  const none = { count: 0, mean: null, p50: null, p90: null, p95: null, p99: null, max: null };
  const counts = { ...MADE_WITHOUT_SLO.counts, attempts: 0, successes: 0, errors: 0 };
  const lines = summarize({
    ...{
      ...MADE_WITHOUT_SLO,
      counts,
      errorsByReason: {},
      finishReasons: {},
      durationSeconds: null,
    },
    ...{ requestThroughput: null, outputTokenThroughput: null, errorRate: null },
    distributions: { ...MADE_RESULTS.distributions, ttft: none },
  }).split('\n');
  expect(lines.slice(0, 5)).toEqual([
    'Requests            0, of which 0 succeeded',
    'Error rate          -',
    'Duration            - s',
    'Request throughput  - /s',
    'Output throughput   - tokens/s',
  ]);
  const ttft = lines.find((line) => line.startsWith('Time to first token '));
  expect(ttft?.split(/ {2,}/).slice(1)).toEqual(['-', '-', '-', '-', '-', '-']);
});

test('warnings stand below, each after a blank line', () => {
  expect(summarize({ ...MADE_RESULTS, warnings: ['one', 'two'] })).toMatch(
    /\n\nNote: one\n\nNote: two$/,
  );
});
