import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bootstrap, change } from '../../src/compare/bootstrap';
import { percentileOf } from '../../src/figures/percentile';

const times = fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), {
  minLength: 5,
  maxLength: 60,
});
const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

test('the shortcut for percentiles draws what resampling in full draws', () => {
  fc.assert(
    fc.property(times, fc.constantFrom(50, 90, 99), fc.nat(), (values, percent, seed) => {
      const all = sorted(values);
      const short = new Bootstrap(seed).percentile(all, percent);
      // Draws with replacement, from the same source of chance, the long way.
      let state = seed + 1;
      const chance = () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
      };
      const long = () =>
        percentileOf(sorted(all.map(() => all[Math.floor(chance() * all.length)] ?? 0)), percent);
      const [a, b] = [short, long].map((draw) => mean(Array.from({ length: 1500 }, draw)));
      const spread = (all.at(-1) ?? 0) - (all[0] ?? 0);
      expect(Math.abs((a ?? 0) - (b ?? 0))).toBeLessThanOrEqual(0.07 * spread + 1e-9);
    }),
    { numRuns: 30 },
  );
});

test('an interval covers no change where both runs are alike, and not where one is far slower', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const bootstrap = new Bootstrap(seed);
      const base = Array.from({ length: 200 }, (_, i) => 100 + (i % 37));
      const slow = base.map((value) => value * 1.5);
      const of = (values: number[]) => bootstrap.percentile(sorted(values), 50);
      const [low, high] = bootstrap.changeInterval(of(base), of(base));
      expect(low).toBeLessThanOrEqual(0);
      expect(high).toBeGreaterThanOrEqual(0);
      const [worse] = bootstrap.changeInterval(of(base), of(slow));
      expect(worse).toBeGreaterThan(0.3);
    }),
    { numRuns: 20 },
  );
});

test('a seed makes intervals repeatable', () => {
  const once = (seed: number) => {
    const bootstrap = new Bootstrap(seed);
    return bootstrap.changeInterval(bootstrap.fraction(3, 100), bootstrap.rate([1, 2, 3, 4]));
  };
  expect(once(1)).toEqual(once(1));
  expect(once(1)).not.toEqual(once(2));
});

test('a change from nothing is infinite, from nothing to nothing none', () => {
  expect([change(0, 1), change(0, 0), change(2, 1)]).toEqual([Number.POSITIVE_INFINITY, 0, -0.5]);
});

test('the interval is from the 50th to the 1950th of 2000 changes: 95 % of them', () => {
  let drawn = 0;
  // From 1000 to 1000, 1001, … 2999, in another order: changes of 0, 0.001, … 1.999.
  const run = () => 1_000 + ((drawn++ * 7) % 2_000);
  const [low, high] = new Bootstrap(1).changeInterval(() => 1_000, run);
  expect([low, high]).toEqual([0.049, 1.949]);
  expect(drawn).toBe(2_000);
});

test('a rate is drawn as the mean of slices, each drawn anew', () => {
  const draw = new Bootstrap(1).rate([1, 3]);
  const draws = Array.from({ length: 4_000 }, draw);
  const part = (value: number) => draws.filter((each) => each === value).length / draws.length;
  // Of two slices: 1 and 1, 1 and 3 either way, 3 and 3.
  expect(part(1)).toBeCloseTo(0.25, 1);
  expect(part(2)).toBeCloseTo(0.5, 1);
  expect(part(3)).toBeCloseTo(0.25, 1);
  expect(part(1) + part(2) + part(3)).toBe(1);
});

test('a fraction is drawn as the hits of as many requests', () => {
  const draw = new Bootstrap(1).fraction(30, 100);
  const draws = Array.from({ length: 4_000 }, draw);
  expect(mean(draws)).toBeCloseTo(0.3, 2);
  // √(0.3 × 0.7 / 100)
  expect(Math.sqrt(mean(draws.map((each) => (each - 0.3) ** 2)))).toBeCloseTo(0.0458, 2);
  for (const each of draws)
    expect(Math.abs(each * 100 - Math.round(each * 100))).toBeLessThan(1e-9);
});

test('a percentile of one value is that value', () => {
  expect(new Bootstrap(1).percentile([7], 50)()).toBe(7);
});
