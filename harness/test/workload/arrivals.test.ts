import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OpenLoop, openLoop } from '../../src/workload/arrivals';

function gapsOf(options: OpenLoop, count: number): number[] {
  const arrivals = openLoop(options);
  const times: number[] = [];
  for (let i = 0; i <= count; i++) {
    times.push(arrivals.due(0));
    arrivals.take();
  }
  return times.slice(1).map((time, i) => time - (times[i] ?? 0));
}

function variation(values: number[]): { mean: number; cv: number } {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length;
  return { mean, cv: Math.sqrt(variance) / mean };
}

const options = fc.record({
  rate: fc.double({ min: 0.5, max: 2000, noNaN: true }),
  burstiness: fc.double({ min: 0.2, max: 4, noNaN: true }),
  seed: fc.nat(),
});

test.each([
  ['steady', () => 0],
  ['poisson', () => 1],
  ['bursty', (burstiness: number) => 1 / Math.sqrt(burstiness)],
] as const)('%s gaps keep the rate and have the variation they are named for', (pattern, cv) => {
  fc.assert(
    fc.property(options, (each) => {
      const got = variation(gapsOf({ ...each, pattern }, 20_000));
      expect(got.mean * each.rate).toBeGreaterThan(900);
      expect(got.mean * each.rate).toBeLessThan(1100);
      expect(Math.abs(got.cv - cv(each.burstiness))).toBeLessThan(0.1 * (1 + cv(each.burstiness)));
    }),
    { numRuns: 20 },
  );
});

test('a seed makes a schedule repeatable, another seed another one', () => {
  const of = (seed: number) => gapsOf({ rate: 10, pattern: 'bursty', burstiness: 0.5, seed }, 50);
  expect(of(3)).toEqual(of(3));
  expect(of(3)).not.toEqual(of(4));
});
