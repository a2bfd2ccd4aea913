import { expect, test } from 'vitest';
import { inflation } from '../../src/compare/correlation';

/** Numbers from 0 to 9.99 that look like noise, the same each time. */
function noise(length: number): number[] {
  let state = 7;
  return Array.from({ length }, () => {
    // Below 2^53, so exact.
    state = Number((BigInt(state) * 1103515245n + 12345n) % 2147483648n);
    return (state % 1000) / 100;
  });
}

/** Noise on a wave that is high for so many rows, and low for as many. */
const waves = (length: number, half: number, height: number): Float64Array =>
  Float64Array.from(noise(length), (value, i) => value + (Math.floor(i / half) % 2) * height);

// From a program written for it by the definitions, in another language: every block of the series summed.
test.each([
  ['blocks of 27 of 256', waves(256, 64, 4), 7.485068545257845],
  ['blocks of 30 of 300', waves(300, 75, 5), 10.754153336967237],
  ['blocks of 36 of 400', waves(400, 80, 4), 10.291267345914333],
  ['neighbours, where blocks say less', waves(200, 50, 3), 1.5210015911053159],
  ['neighbours in a short series', waves(64, 16, 6), 3.1827770622948286],
])('rows that hang together count for fewer: by %s', (_, rows, times) => {
  expect(inflation(rows)).toBeCloseTo(times, 9);
});

test.each([
  ['a step counts as one row', [...Array(15).fill(0), ...Array(15).fill(5)], 30],
  ['rows that go up and down count as many', Array.from({ length: 40 }, (_, i) => i % 2), 1],
  ['rows that are all alike, too', Array(40).fill(7), 1],
  ['of four rows nothing is known', [1, 2, 4, 3], 4],
  ['of none neither', [], 0],
])('%s', (_, rows, times) => {
  expect(inflation(Float64Array.from(rows))).toBe(times);
});
