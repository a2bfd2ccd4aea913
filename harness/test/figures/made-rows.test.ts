import { expect, test } from 'vitest';
import { FigureCollector } from '../../src/figures/collector';
import { MEASURE_NAMES, MEASURES } from '../../src/figures/measures';
import { percentileOf } from '../../src/figures/percentile';
import { isGood } from '../../src/figures/slo';
import type { RequestRow } from '../../src/request/row';
import { MADE_FIGURES, MADE_ROWS, MADE_SLO, MADE_VALUES } from './made-rows';

const collected = (rows: readonly RequestRow[], slo = true) => {
  const collector = new FigureCollector(slo ? MADE_SLO : undefined);
  for (const row of rows) collector.add(row);
  return collector.figures();
};

test('each measure has the values of the rows that were computed by hand', () => {
  const values = MEASURE_NAMES.map((name) => [name, MADE_ROWS.flatMap(MEASURES[name].values)]);
  expect(Object.fromEntries(values)).toEqual(MADE_VALUES);
});

test('the totals are those that were computed by hand', () => {
  expect(collected(MADE_ROWS)).toMatchObject(MADE_FIGURES);
  const withoutSlo = { ...MADE_FIGURES, goodput: null, goodFraction: null };
  const counts = { ...MADE_FIGURES.counts, good: null };
  expect(collected(MADE_ROWS, false)).toMatchObject({ ...withoutSlo, counts });
});

test('a distribution tells count, mean, percentiles of the nearest rank, and maximum', () => {
  const { distributions } = collected(MADE_ROWS);
  const { p50 = 0, p90 = 0, p95 = 0, p99 = 0, ...exact } = { ...distributions.ttft };
  // (100 + 200 + 300 + 600 + 800) / 5
  expect(exact).toEqual({ count: 5, mean: 400, max: 800 });
  // Rank 3 of 5, then 4.5, 4.75 and 4.95, all of which are the fifth.
  expect([p50, p90, p95, p99].map((each) => Math.round(each ?? 0))).toEqual([300, 800, 800, 800]);
  const { mean, max, count } = distributions.chunkGap;
  // (10 + 30 + 50 + 70 + 80 + 200 + 400 + 890) / 8
  expect({ mean, max, count }).toEqual({ mean: 216.25, max: 890, count: 8 });
});

test('of a hundred values, 10 ms apart, each percentile is the value of its own rank', () => {
  const rows = Array.from({ length: 100 }, (_, i) => ({
    ...(MADE_ROWS[1] as RequestRow),
    ...{ sentMs: 0, firstTokenMs: 10 * (i + 1) },
  }));
  const { ttft } = collected(rows).distributions;
  const shown = [ttft.p50, ttft.p90, ttft.p95, ttft.p99, ttft.max];
  // Ranks 50, 90, 95, 99 and 100; the histogram is within 0.01 %, which is 0.1 ms of 1000.
  for (const [i, want] of [500, 900, 950, 990, 1_000].entries()) {
    expect(Math.abs((shown[i] ?? 0) - want)).toBeLessThanOrEqual(want / 10_000);
  }
});

test.each([
  [[7], 1, 7],
  [[7], 100, 7],
  [[1, 2], 50, 1],
  [[1, 2], 50.1, 2],
  [[1, 2, 3, 4], 25, 1],
  [[1, 2, 3, 4], 75, 3],
  [[1, 2, 3, 4], 76, 4],
  [[1, 2, 3, 4], 0, 1],
  [[], 50, Number.NaN],
])('of %j the percentile %d is %d', (sorted, percent, value) => {
  expect(percentileOf(sorted, percent)).toBe(value);
});

test.each<[string, Partial<RequestRow>, boolean]>([
  ['at every limit', {}, true],
  ['that failed', { outcome: 'error' }, false],
  ['that was cut off', { outcome: 'unfinished' }, false],
  ['whose first token came too late', { firstTokenMs: 1_350.001 }, false],
  ['whose tokens came too slowly', { outputTokens: 5 }, false],
  ['without a second token to be slow', { outputTokens: 1 }, true],
])('a request %s', (_, change, good) => {
  // First token after 350 ms, ten tokens in 60 ms each, the last after 890 ms.
  const row: RequestRow = {
    ...(MADE_ROWS[1] as RequestRow),
    ...{ sentMs: 1_000, firstTokenMs: 1_350, lastTokenMs: 1_890, endMs: 1_900, outputTokens: 10 },
    ...change,
  };
  expect(isGood(row, MADE_SLO)).toBe(good);
});

test('the limit on the end is held to the last token, and no limit is none', () => {
  const row: RequestRow = {
    ...(MADE_ROWS[1] as RequestRow),
    ...{ sentMs: 0, firstTokenMs: 1, lastTokenMs: 1_000, endMs: 9_000, outputTokens: 99 },
  };
  expect(isGood(row, MADE_SLO)).toBe(true);
  expect(isGood({ ...row, lastTokenMs: 1_000.001 }, MADE_SLO)).toBe(false);
  expect(isGood({ ...row, lastTokenMs: 5_000 }, { e2eMs: 5_000, good: 1 })).toBe(true);
  expect(isGood({ ...row, lastTokenMs: 5_000 }, { good: 1 })).toBe(true);
  const { firstTokenMs: _, ...whole } = row;
  expect(isGood(whole, { e2eMs: 1_000, good: 1 })).toBe(true);
  expect(isGood(whole, { ttftMs: 9_999, good: 1 })).toBe(false);
});
