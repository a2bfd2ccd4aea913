import { expect, test } from 'vitest';
import {
  betaAtMost,
  betaQuantile,
  binomialAtMost,
  rankBelow,
  tAbove,
} from '../../src/compare/chances';

test.each([
  // From printed tables of Student's t.
  [0.025, 1, 12.7062],
  [0.025, 4, 2.7764],
  [0.005, 10, 3.1693],
  [0.025, 100, 1.984],
])('t is above what the table says with a chance of %d and %d degrees', (p, degrees, t) => {
  expect(tAbove(p, degrees)).toBeCloseTo(t, 3);
});

test('a binomial variable is at most what counting gives', () => {
  // Of four coins: 1, 4, 6, 4 and 1 of 16 ways.
  const chances = [0, 1, 2, 3].map((k) => binomialAtMost(k, 4, 0.5));
  const ways = [1, 5, 11, 15].map((count) => count / 16);
  for (const [i, chance] of chances.entries()) expect(chance).toBeCloseTo(ways[i] ?? 0, 12);
});

test('bounds of a fraction are those of Clopper and Pearson', () => {
  // None of 10: at most 1 − 0.025^(1/10); 5 of 10: from 18.71 % to 81.29 %.
  expect(betaQuantile(0.975, 1, 10)).toBeCloseTo(1 - 0.025 ** 0.1, 9);
  expect([betaQuantile(0.025, 5, 6), betaQuantile(0.975, 6, 5)]).toEqual([
    expect.closeTo(0.1871, 4),
    expect.closeTo(0.8129, 4),
  ]);
});

test('an order statistic bounds a percentile from the size on at which all values can hardly lie on one side', () => {
  // All of 5 lie above the median with a chance of 1/32 = 3.1 %, all of 6 with 1.6 %.
  expect([5, 6].map((n) => rankBelow(n, 0.5, 0.025))).toEqual([0, 1]);
  // 0.99^368 = 2.48 %, 0.99^367 = 2.50 %: as many are needed for an upper bound of p99.
  expect([367, 368].map((n) => rankBelow(n, 0.01, 0.025))).toEqual([0, 1]);
  // The known interval for the median of 100: from the 40th on each side, at 95 %.
  expect(rankBelow(100, 0.5, 0.025)).toBe(40);
});

/** The chance of at least `k` hits in `n` tries of which each hits with a chance of `p`, by adding up. */
function atLeast(k: number, n: number, p: number): number {
  let ways = 1;
  let sum = 0;
  for (let hits = 0; hits <= n; hits++) {
    if (hits >= k) sum += ways * p ** hits * (1 - p) ** (n - hits);
    ways *= (n - hits) / (hits + 1);
  }
  return sum;
}

test('the incomplete beta function is the sum of the binomial terms that it stands for', () => {
  for (const [a, b] of [
    [1, 1],
    [2, 5],
    [30, 1],
    [1, 30],
    [17, 23],
    [60, 40],
  ] as const)
    for (const x of [0, 0.01, 0.2, 0.5, 0.77, 0.99, 1])
      expect(betaAtMost(x, a, b), `${x} ${a} ${b}`).toBeCloseTo(atLeast(a, a + b - 1, x), 12);
});

test('a quantile is found where it lies near 0, as near as numbers are', () => {
  // A beta(1/2, 1) variable is at most x with a chance of √x.
  expect(betaQuantile(1e-20, 0.5, 1) / 1e-40).toBeCloseTo(1, 9);
});
