/** The value at a place between two sorted ones, in proportion; places outside are the ends. */
function between(sorted: readonly number[], place: number): number {
  const below = Math.min(Math.max(Math.floor(place), 0), sorted.length - 1);
  const above = Math.min(below + 1, sorted.length - 1);
  const part = Math.min(Math.max(place - below, 0), 1);
  const [low = Number.NaN, high = Number.NaN] = [sorted[below], sorted[above]];
  return low + (high - low) * part;
}

/**
 * A percentile by each of the usual definitions: nearest rank, the next lower and higher value, and the linear ones of
 * R's types 5 to 8 (type 7 is numpy's default).
 *
 * @param percent from 0 to 100
 */
export function percentiles(values: readonly number[], percent: number): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const [n, p] = [sorted.length, percent / 100];
  if (n === 0) return [];
  const places = [
    Math.ceil(p * n) - 1,
    Math.floor(p * (n - 1)),
    Math.ceil(p * (n - 1)),
    p * n - 0.5,
    p * (n + 1) - 1,
    p * (n - 1),
    p * (n + 1 / 3) + 1 / 3 - 1,
  ];
  return places.map((place) => between(sorted, place));
}

/** The one of some numbers that is nearest to a number; `undefined` where there is none. */
export function nearest(numbers: readonly number[], to: number): number | undefined {
  const [first, ...rest] = numbers;
  if (first === undefined) return undefined;
  return rest.reduce(
    (best, each) => (Math.abs(each - to) < Math.abs(best - to) ? each : best),
    first,
  );
}

/** The mean of some numbers; `NaN` of none. */
export const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/** The middle one of some numbers, or the mean of the two in the middle; `NaN` of none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return between(sorted, (sorted.length - 1) / 2);
}

/** Standard deviation over mean: 0 where all numbers are the same, 1 for exponential ones. */
export function variation(numbers: readonly number[]): number {
  const middle = mean(numbers);
  const squares = numbers.map((each) => (each - middle) ** 2);
  return Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / (numbers.length - 1)) / middle;
}

/** From each number to the next. */
export const gaps = (sorted: readonly number[]): number[] =>
  sorted.slice(1).map((each, i) => each - (sorted[i] ?? Number.NaN));
