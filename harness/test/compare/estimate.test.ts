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

/** The numbers from 0, one from each end in turn: each row is unlike the one before it, so each of them counts. */
const fromBothEnds = (length: number) =>
  Float64Array.from({ length }, (_, i) => (i % 2 === 0 ? i / 2 : length - (i + 1) / 2));

test('bounds of a median are values of the sample, as far out as the binomial says', () => {
  const { value, interval } = percentiles(fromBothEnds(97))(50);
  // Of 97 sorted values the 39th and the 59th.
  expect([value, ...interval(0.025)]).toEqual([48, 38, 58]);
  // With a chance of 1 in 200 on each side: the 36th and the 62nd.
  expect(interval(0.005)).toEqual([35, 61]);
});

test('rows that hang together bound a percentile by fewer', () => {
  const step = Float64Array.from({ length: 30 }, (_, i) => (i < 15 ? 0 : 5) + i / 100);
  expect(percentiles(step)(50).interval(0.025)).toEqual([0, Number.POSITIVE_INFINITY]);
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

test('rows of a percentile hang together by their ranks, and by which of them lie beyond it', () => {
  // A drift with two rows far above it, apart from each other.
  const drift = Float64Array.from({ length: 97 }, (_, i) => (i % 40 === 30 ? 1_000 : i));
  expect(percentiles(drift)(99).interval(0.025)[0]).toBe(0);
  // One from each end in turn, but that the 30 highest come one after the other.
  const bunch = Float64Array.from({ length: 300 }, (_, i) =>
    i < 30 ? 1_000 + i : i % 2 === 0 ? i : 600 - i,
  );
  expect(percentiles(bunch)(90).interval(0.025)[1]).toBe(Number.POSITIVE_INFINITY);
});

/** Rows that are this and that in turn: each of them counts. */
const inTurn = (length: number, first: number, second: number) =>
  Float64Array.from({ length }, (_, i) => (i % 2 === 0 ? first : second));

test('a fraction has the bounds of Clopper and Pearson where rows are independent', () => {
  // From printed tables: 20 of 40.
  const bounds = fraction(0.5, inTurn(40, 0, 1)).interval(0.025);
  expect(bounds).toEqual([expect.closeTo(0.338, 3), expect.closeTo(0.662, 3)]);
});

test('rows that hang together count for fewer in a fraction and in a rate', () => {
  const halves = Float64Array.from({ length: 30 }, (_, i) => Number(i < 15));
  const ones = halves.map(() => 1);
  const none = [0, Number.POSITIVE_INFINITY];
  expect(fraction(0.5, halves).interval(0.025)).toEqual(none);
  const gaps = halves.map((half) => half + 0.5);
  expect(rate(1, ones, gaps).interval(0.025)).toEqual(none);
});

test('a rate is bound by how far its gaps are from what it says', () => {
  // 40 requests in 40 s, off by half a second each: √(10 · 40 / 39) / 40 = 8.006 %, times t(39 degrees) = 2.0227.
  const factor = 1.1757954313037964;
  const { value, interval } = rate(1, inTurn(40, 1, 1), inTurn(40, 0.5, 1.5));
  expect([value, ...interval(0.025)]).toEqual([
    1,
    expect.closeTo(1 / factor, 6),
    expect.closeTo(factor, 6),
  ]);
});
