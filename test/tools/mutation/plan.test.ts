import { expect, test } from 'vitest';
import { type TestFile, trialOf } from '../../../tools/mutation/plan';
import { sampleOf } from '../../../tools/mutation/sample';

const file = (path: string, milliseconds: number, reached: number[], passed = true): TestFile => ({
  path,
  milliseconds,
  reached,
  passed,
});

test('a mutant is tried by the files that reach it and pass without it, the fastest first', () => {
  const files = [
    file('slow', 2000, [1, 2]),
    file('other', 10, [2]),
    file('fast', 100, [3, 1]),
    file('failed', 1, [1], false),
  ];
  expect(trialOf(1, files)).toEqual({
    mutant: 1,
    files: [
      { path: 'fast', limitMs: 5500 },
      { path: 'slow', limitMs: 15_000 },
    ],
  });
  expect(trialOf(4, files).files).toEqual([]);
});

const HUNDRED = Array.from({ length: 100 }, (_, index) => index);

test('a seed picks the same sample again, and another seed another one', () => {
  expect(sampleOf(HUNDRED, 10, 1)).toEqual(sampleOf(HUNDRED, 10, 1));
  expect(sampleOf(HUNDRED, 10, 1)).not.toEqual(sampleOf(HUNDRED, 10, 2));
});

test('a sample has no element twice, and no more than there are', () => {
  expect(new Set(sampleOf(HUNDRED, 10, 1)).size).toBe(10);
  expect([...sampleOf(HUNDRED, 101, 1)].sort((a, b) => a - b)).toEqual(HUNDRED);
  expect(sampleOf(HUNDRED, 0, 1)).toEqual([]);
});

test('each element has the same chance: over 1,000 seeds, ten of a hundred are picked 100 times each', () => {
  const times = HUNDRED.map(() => 0);
  for (let seed = 1; seed <= 1000; seed++) {
    for (const picked of sampleOf(HUNDRED, 10, seed)) times[picked] = (times[picked] ?? 0) + 1;
  }
  // Six standard deviations of √(1000 × 0.1 × 0.9) = 9.5.
  expect(Math.min(...times)).toBeGreaterThan(43);
  expect(Math.max(...times)).toBeLessThan(157);
});
