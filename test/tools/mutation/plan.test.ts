import { expect, test } from 'vitest';
import { leftOut, type TestFile, trialOf } from '../../../tools/mutation/plan';
import { sampleOf } from '../../../tools/mutation/sample';

const file = (path: string, more: Partial<TestFile>): TestFile => ({
  path,
  milliseconds: 100,
  reached: [1],
  failsOutside: false,
  failed: [],
  ...more,
});

test('a mutant is tried by the files that reach it, the fastest first', () => {
  const files = [
    file('slow', { milliseconds: 2000, reached: [1, 2] }),
    file('other', { reached: [2] }),
    file('fast', { reached: [3, 1] }),
  ];
  expect(trialOf(1, files)).toEqual({
    mutant: 1,
    files: [
      { path: 'fast', ignored: [], limitMs: 5500 },
      { path: 'slow', ignored: [], limitMs: 15_000 },
    ],
  });
  expect(trialOf(4, files).files).toEqual([]);
});

test('what fails without a mutant is not asked, and named', () => {
  const files = [
    file('broken', { failsOutside: true, failed: ['any'] }),
    file('partly', { failed: ['one', 'two'] }),
    file('whole', {}),
  ];
  expect(trialOf(1, files).files.map(({ path, ignored }) => [path, ignored])).toEqual([
    ['partly', ['one', 'two']],
    ['whole', []],
  ]);
  expect(leftOut(files)).toEqual(['broken', 'partly: one', 'partly: two']);
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
