import { expect, test } from 'vitest';
import { count, upperBound } from '../../bench/false-alarms/count';
import type { RunKind } from '../../bench/false-alarms/made-run';

const KIND: RunKind = {
  ...{ requests: 100, shape: 'lognormal', correlation: 0, concurrency: 1 },
  ...{ errors: 0.02, betweenRuns: 0, slower: 1 },
};

const alarms = (kind: RunKind, pairs: number) =>
  count({ base: kind, run: kind, runs: 1, maxRegression: 0 }, pairs, kind.requests);

test.each([
  [1, 0],
  [3, 0.5],
  [10, 0],
  [10, 0.8],
  [30, 0.8],
  [100, 0],
  [100, 0.8],
])(
  'runs of one kind, %d requests that hang together by %d, are rarely told apart',
  (requests, correlation) => {
    const found = alarms({ ...KIND, requests, correlation }, 60);
    // 8 of 60 happen by chance in one case of a hundred where 5 % are false alarms.
    expect(found.found).toBeLessThan(8);
  },
);

test('the command `npm run false-alarms -w harness` counts what is there', () => {
  const slower = { ...KIND, slower: 2 };
  const trial = { base: KIND, run: slower, runs: 1, maxRegression: 0.05 };
  expect(count(trial, 10, 1)).toEqual({ found: 10, pairs: 10 });
  expect(count({ ...trial, base: slower, run: KIND }, 10, 1).found).toBe(0);
  // None of 59 leaves less than 5 % for a chance of 5 %, as 0.95^59 = 4.8 %.
  expect(upperBound({ found: 0, pairs: 59 })).toBeLessThan(0.05);
  expect(upperBound({ found: 0, pairs: 58 })).toBeGreaterThan(0.05);
});
