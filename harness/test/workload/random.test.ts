import { expect, test } from 'vitest';
import { openLoop } from '../../src/workload/arrivals';
import { generatedPrompts } from '../../src/workload/prompts';
import { seededRandom } from '../../src/workload/random';

const SEEDS = Array.from({ length: 1_000 }, (_, seed) => seed);

/** How many of some values are next to one that is the same. */
const alike = (values: readonly unknown[]) =>
  values.filter((value, i) => i > 0 && value === values[i - 1]).length;

// Of 72 words, 999 pairs have 14 alike on average by chance; four standard deviations more are 29.
test.each([0, 1, 19])(
  'nearby seeds have other words in place %i of their first prompt',
  (place) => {
    const words = SEEDS.map((seed) => String(generatedPrompts(20, seed)()).split(' ')[place]);
    expect(alike(words)).toBeLessThanOrEqual(29);
  },
);

test('nearby seeds have other first gaps between requests', () => {
  const gaps = SEEDS.map((seed) => {
    const arrivals = openLoop({ rate: 1_000, pattern: 'poisson', burstiness: 1, seed });
    arrivals.take();
    return arrivals.due(0);
  });
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  // The mean of a thousand gaps of 1 ms, within four standard errors; and each is no neighbour's.
  expect(Math.abs(mean - 1)).toBeLessThan(4 / Math.sqrt(1_000));
  const near = gaps.filter((gap, i) => i > 0 && Math.abs(gap - Number(gaps[i - 1])) < 0.01);
  expect(near.length).toBeLessThanOrEqual(30);
});

test.each([0, 1, 0.5, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1])(
  'seed %d gives the same again',
  (seed) => {
    const first = (count: number) => Array.from({ length: count }, seededRandom(seed));
    expect(first(5)).toEqual(first(5));
    for (const each of first(1_000)) expect(each >= 0 && each < 1).toBe(true);
  },
);
