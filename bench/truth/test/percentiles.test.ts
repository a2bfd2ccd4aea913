import { expect, test } from 'vitest';
import { gaps, median, nearest, percentiles, variation } from '../percentiles';

test('a percentile is there by each usual definition', () => {
  // Of 10, 20, 30, 40 at 50 %: rank 2; below and above 1.5; type 5 at 1.5, type 6 at 1.5, type 7 at 1.5, type 8 at 1.5.
  expect(percentiles([40, 10, 30, 20], 50).map((each) => Math.round(each * 1e6) / 1e6)).toEqual([
    20, 20, 30, 25, 25, 25, 25,
  ]);
  // At 90 %: rank 4; between 30 and 40: 2.7 of numpy is 37; types 5, 6 and 8 are beyond 40 and end there: 3.1, 3.5, 3.23.
  expect(percentiles([10, 20, 30, 40], 90).map((each) => Math.round(each * 1e6) / 1e6)).toEqual([
    40, 30, 40, 40, 40, 37, 40,
  ]);
  expect(percentiles([], 50)).toEqual([]);
  expect(percentiles([7], 99)).toEqual([7, 7, 7, 7, 7, 7, 7]);
});

test('the nearest of some numbers', () => {
  expect(nearest([20, 30, 25], 26)).toBe(25);
  expect(nearest([20, 30], 100)).toBe(30);
  expect(nearest([], 1)).toBeUndefined();
});

test('the middle, the gaps and their variation', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
  expect(gaps([0, 50, 90])).toEqual([50, 40]);
  expect(variation([50, 50, 50])).toBe(0);
  // Mean 2, squares 1 + 0 + 1 over 2: a deviation of 1.
  expect(variation([1, 2, 3])).toBe(0.5);
});
