import { expect, test } from 'vitest';
import { fraction, percentiles, rate } from '../../src/compare/estimate';

const counted = (length: number) => Float64Array.from({ length }, (_, i) => (i * 37) % length);

test('a percentile that too few rows lie beyond has no bound on that side', () => {
  // 97 independent rows: the chance that none lies above p99 is 38 %.
  const { value, interval } = percentiles(counted(97))(99);
  expect(value).toBe(96);
  const [low, high] = interval(0.025);
  expect(low).toBeGreaterThan(80);
  expect(high).toBe(Number.POSITIVE_INFINITY);
  expect(percentiles(counted(97))(1).interval(0.025)[0]).toBe(0);
});

test('bounds of a median are values of the sample, as far out as the binomial says', () => {
  const { value, interval } = percentiles(counted(97))(50);
  const [low, high] = interval(0.025);
  // The 39th and the 59th of 97 sorted values, if each row counts; these hang together a little.
  expect(value).toBe(48);
  expect(low).toBeLessThanOrEqual(38);
  expect(high).toBeGreaterThanOrEqual(58);
  expect([low + high, low > 30]).toEqual([96, true]);
});

test('a fraction of few rows has no bounds, one of none or all has one of them', () => {
  const hits = (length: number, hit: number) => Float64Array.from({ length }, () => hit);
  expect(fraction(0, hits(2, 0)).interval(0.025)).toEqual([0, Number.POSITIVE_INFINITY]);
  // None of 10, all of 10: 1 − 0.025^(1/10).
  expect(fraction(0, hits(10, 0)).interval(0.025)).toEqual([0, expect.closeTo(0.3085, 4)]);
  expect(fraction(1, hits(10, 1)).interval(0.025)).toEqual([expect.closeTo(0.6915, 4), 1]);
});

test('a rate that every gap confirms is known exactly; one of nothing is not known', () => {
  const ones = Float64Array.from({ length: 40 }, () => 1);
  expect(rate(10, ones, ones).interval(0.025)).toEqual([10, 10]);
  const none = ones.map(() => 0);
  expect(rate(0, none, ones).interval(0.025)).toEqual([0, Number.POSITIVE_INFINITY]);
});
