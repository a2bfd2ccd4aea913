import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newestFirst, startOf } from '../../src/results/run-name';

/** Names of runs, the newest first. */
const NAMES = [
  ...['2026-11-25_10-00-09', '2026-11-25_10-00-08-10', '2026-11-25_10-00-08-9'],
  ...['2026-11-25_10-00-08-2', '2026-11-25_10-00-08', '2025-12-31_23-59-59-3'],
];

test('runs are in order, the newest first, whatever order they are found in', () => {
  const shuffled = fc.shuffledSubarray(NAMES, { minLength: NAMES.length });
  fc.assert(
    fc.property(shuffled, (found) => {
      expect(found.sort(newestFirst)).toEqual(NAMES);
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['2026-11-25_10-00-08', Date.UTC(2026, 10, 25, 10, 0, 8)],
  ['2026-11-25_10-00-08-12', Date.UTC(2026, 10, 25, 10, 0, 8)],
  ['2026-99-99_10-00-00', Number.NaN],
])('%s began at %d', (name, start) => {
  expect(startOf(name)).toBe(start);
});
