import { expect, test } from 'vitest';
import { change, changeInterval } from '../../src/compare/change';
import type { Estimate, Interval } from '../../src/compare/estimate';

const MISS = 0.025;
const NO_END = Number.POSITIVE_INFINITY;

/** A run whose figure lies between these bounds. */
const run = (value: number, low: number, high: number): Estimate => ({
  value,
  interval: (miss) => (miss === MISS ? [low, high] : [0, NO_END]),
});

/** A run whose figure is known so closely: so much below it, and so much above. */
const near = (value: number, below: number, above: number) =>
  run(value, value - below, value + above);

const close = ([low, high]: Interval) => [expect.closeTo(low, 9), expect.closeTo(high, 9)];

test.each([
  [100, 130, 0.3],
  [100, 70, -0.3],
  [0, 0, 0],
  [0, 5, NO_END],
])('from %d to %d is a change of %d', (base, to, fraction) => {
  expect(change(base, to)).toBeCloseTo(fraction, 12);
});

// From a program written for it by Donner and Zou's formula, in another language.
test.each<[string, Estimate, Estimate, Interval]>([
  [
    'both known well',
    run(100, 90, 115),
    run(130, 120, 145),
    [0.10625870988158104, 0.5130573274029242],
  ],
  ['both known badly', run(10, 8, 14), run(9, 6, 30), [-0.4678453168050536, 2.088989309757313]],
  ['a base up to its double', run(100, 80, 200), run(50, 40, 70), [-0.76, -0.25]],
])('bounds of a change between two runs: %s', (_, base, to, bounds) => {
  expect(changeInterval([base], [to], MISS)).toEqual(close(bounds));
});

test.each<[string, Estimate, Estimate, Interval]>([
  [
    'a base without an upper bound bounds no fall',
    run(10, 9, NO_END),
    run(10, 9, 11),
    [-1, 0.15259329],
  ],
  [
    'a base that may be nothing bounds no rise',
    run(10, 0, 11),
    run(10, 9, 11),
    [-0.13239127, NO_END],
  ],
  [
    'a run without an upper bound bounds no rise',
    run(10, 9, 11),
    run(10, 9, NO_END),
    [-0.13239127, NO_END],
  ],
  ['nothing before and after is no change', run(0, 0, 0), run(0, 0, 0), [0, 0]],
  ['after nothing, something is endless', run(0, 0, 0), run(2, 1, 3), [NO_END, NO_END]],
  ['after nothing, what may be nothing may be no change', run(0, 0, 0), run(2, 0, 3), [-1, NO_END]],
])('%s', (_, base, to, [low, high]) => {
  const found = changeInterval([base], [to], MISS);
  expect(found).toEqual([expect.closeTo(low, 8), expect.closeTo(high, 8)]);
});

test('runs that differ more from each other than their rows say bound the change', () => {
  const base = [near(90, 1, 1), near(110, 1, 1)];
  const after = [near(150, 1, 1), near(170, 1, 1), near(190, 1, 1)];
  // Off by t(3 degrees) · √(scatter / 3) / √runs: 28.37 of 100, and 39.38 of 170.
  expect(changeInterval(base, after, MISS)).toEqual(
    close([0.1826561191934264, 1.5149508081702971]),
  );
});

test('runs that differ less from each other than their rows say are bound by their rows', () => {
  const base = [near(99, 7, 8), near(101, 7, 8)];
  const after = [near(198, 14, 16), near(202, 14, 16)];
  // √(2 · 7²) / 2 below and √(2 · 8²) / 2 above 100, and twice as much of 200: more than 4.30 of 100, by t(2 degrees).
  expect(changeInterval(base, after, MISS)).toEqual(
    close([0.8557096450967816, 1.1555096243471787]),
  );
});

test('no mean is below nothing, however much its runs differ', () => {
  const bounds = changeInterval([near(1, 0, 0), near(9, 0, 0)], [near(5, 0, 0)], MISS);
  expect(bounds).toEqual([-1, NO_END]);
});

test('runs of nothing vary by nothing', () => {
  const none = [near(0, 0, 0), near(0, 0, 0)];
  expect(changeInterval(none, none, MISS)).toEqual([0, 0]);
});
