import { expect, test } from 'vitest';
import { Distribution } from '../../src/figures/distribution';

const summaryOf = (times: Iterable<number>) => {
  const distribution = new Distribution();
  for (const time of times) distribution.add(time);
  return distribution.summary();
};

const NONE = { count: 0, mean: null, p50: null, p90: null, p95: null, p99: null, max: null };

test('of no times nothing is known', () => {
  expect(summaryOf([])).toEqual(NONE);
});

/** Within 0.01 %. */
const near = (time: number) => expect.closeTo(time, 2);

test('percentiles are those of the nearest rank, and never beyond the largest', () => {
  const times = Array.from({ length: 200 }, (_, i) => (i + 1) / 4);
  // Of 200 sorted quarters the 100th, 180th, 190th and 198th.
  expect(summaryOf(times)).toEqual({
    ...{ count: 200, mean: 25.125, max: 50, p50: near(25), p90: near(45) },
    ...{ p95: near(47.5), p99: near(49.5) },
  });
  // Of three values: ranks 2, 3, 3 and 3.
  expect(summaryOf([7, 1, 3])).toEqual({
    ...{ count: 3, mean: 11 / 3, p50: near(3), p90: 7, p95: 7, p99: 7, max: 7 },
  });
  expect(summaryOf([1_234.5678]).p99).toBeLessThanOrEqual(1_234.5678);
});

test('percentiles of seconds are within a fraction of a millisecond', () => {
  const times = Array.from({ length: 999 }, (_, i) => 1_001 + i * 3.7);
  const { p50 = 0, p99 = 0 } = summaryOf(times);
  expect(Math.abs(Number(p50) - (1_001 + 499 * 3.7))).toBeLessThan(0.3);
  expect(Math.abs(Number(p99) - (1_001 + 989 * 3.7))).toBeLessThan(0.6);
});

test('a sum is exact however small its parts are, and in any order', () => {
  const times = [0.1, 0.2, 0.3, 1e9 + 0.000_001, 0.7];
  const { mean } = summaryOf(times);
  expect(mean).toBeCloseTo(200_000_000.260_000_2, 6);
  expect(summaryOf([...times].reverse()).mean).toBe(mean);
  expect(summaryOf(Array(1_000_000).fill(0.1)).mean).toBe(0.1);
});

test('nothing, and less than a microsecond, are times; the largest is kept as it is', () => {
  expect(summaryOf([0, 0.000_4])).toEqual({
    ...{ count: 2, mean: 0.0002, p50: 0.000_4, p90: 0.000_4, p95: 0.000_4, p99: 0.000_4 },
    max: 0.000_4,
  });
});

test('what is no time is passed over', () => {
  const none = [Number.NaN, Number.POSITIVE_INFINITY, 1e12, 2e300];
  expect(summaryOf(none)).toEqual(NONE);
  expect(summaryOf([...none, 1e12 - 1])).toMatchObject({ count: 1, max: 1e12 - 1 });
});
