import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CLOSED_LOOP, type OpenLoop, openLoop } from '../../src/workload/arrivals';

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

/** When the first requests are due. */
const firstOf = (options: Pick<OpenLoop, 'pattern'> & Partial<OpenLoop>, count = 5) => {
  const arrivals = openLoop({ rate: 10, burstiness: 1, seed: 1, ...options });
  return Array.from({ length: count }, () => {
    const due = arrivals.due(0);
    arrivals.take();
    return due;
  });
};

// Computed from the definitions outside of this program: those of a seed must stay what they are.
test.each<[Pick<OpenLoop, 'pattern'> & Partial<OpenLoop>, number[]]>([
  [{ pattern: 'steady' }, [0, 100, 200, 300, 400]],
  [{ pattern: 'steady', seed: 7, rate: 0.5 }, [0, 2_000, 4_000, 6_000, 8_000]],
  [{ pattern: 'poisson' }, [0, 65.856332, 115.115423, 348.008591, 605.375074]],
  [{ pattern: 'poisson', seed: 7 }, [0, 252.226314, 577.861021, 867.787325, 888.814854]],
  [{ pattern: 'poisson', burstiness: 4 }, [0, 65.856332, 115.115423, 348.008591, 605.375074]],
  [{ pattern: 'bursty' }, [0, 65.856332, 115.115423, 348.008591, 605.375074]],
  [{ pattern: 'bursty', burstiness: 0.5 }, [0, 3.313161, 144.592762, 164.232311, 375.063345]],
  [{ pattern: 'bursty', burstiness: 4 }, [0, 17.879126, 92.433245, 134.425857, 236.318817]],
])('%j: when the first requests are due', (options, times) => {
  for (const [i, due] of firstOf(options).entries()) expect(due).toBeCloseTo(times[i] ?? 0, 5);
});

test.each<[Pick<OpenLoop, 'pattern'> & Partial<OpenLoop>, cv: number]>([
  [{ pattern: 'steady', burstiness: 0.25 }, 0],
  [{ pattern: 'poisson', burstiness: 0.25 }, 1],
  [{ pattern: 'bursty', burstiness: 0.25 }, 2],
  [{ pattern: 'bursty', burstiness: 1 }, 1],
  [{ pattern: 'bursty', burstiness: 4 }, 0.5],
  [{ pattern: 'bursty', burstiness: 16 }, 0.25],
])('%j: gaps of 4 ms at 250/s, with the coefficient of variation %d', (options, cv) => {
  for (const seed of [1, 2, 3]) {
    const times = firstOf({ ...options, rate: 250, seed }, 40_001);
    const got = variation(times.slice(1).map((time, i) => time - (times[i] ?? 0)));
    // Four standard errors of the mean, and 3 % of the variation.
    expect(Math.abs(got.mean - 4)).toBeLessThanOrEqual((4 * 4 * cv) / Math.sqrt(40_000) + 1e-9);
    expect(Math.abs(got.cv - cv)).toBeLessThanOrEqual(0.03 * cv + 1e-6);
  }
});

test('what is due stays due until it is taken', () => {
  const arrivals = openLoop({ rate: 10, pattern: 'steady', burstiness: 1, seed: 1 });
  expect([0, 50, 1_000].map((now) => arrivals.due(now))).toEqual([0, 0, 0]);
  arrivals.take();
  expect([0, 50, 1_000].map((now) => arrivals.due(now))).toEqual([100, 100, 100]);
});

test('in a closed loop the next request is always due now', () => {
  expect([0, 5, 7.5].map((now) => CLOSED_LOOP.due(now))).toEqual([0, 5, 7.5]);
  CLOSED_LOOP.take();
  expect(CLOSED_LOOP.due(6)).toBe(6);
});
