import { percentileOf, type Sorted } from '../figures/percentile';
import { betaQuantile, rankBelow, tAbove } from './chances';
import { inflation } from './correlation';

/** Bounds of a figure that is never negative; 0 and infinity where the sample has none. */
export type Interval = readonly [low: number, high: number];

/** A figure of one run, and how well the run knows it. */
export interface Estimate {
  readonly value: number;
  /** Bounds that the true figure is beyond with a chance of `miss` on each side. */
  interval(miss: number): Interval;
}

/** No figure that less than so many independent rows lead to has bounds. */
const FEWEST = 3;

/** Where each value of a series stands among all of them. */
function ranksOf(values: Float64Array, sorted: Sorted): Float64Array {
  return values.map((value) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

/**
 * Estimates percentiles of values in the order of time.
 *
 * The bounds are values of the sample itself, by the binomial: no form of the distribution is assumed. Rows
 * that hang together count as fewer.
 */
export function percentiles(values: Float64Array): (percent: number) => Estimate {
  const sorted = Float64Array.from(values).sort();
  const ofRanks = inflation(ranksOf(values, sorted));
  return (percent) => {
    const value = percentileOf(sorted, percent);
    const above = values.map((each) => (each > value ? 1 : 0));
    const n = values.length;
    const independent = Math.floor(n / Math.max(ofRanks, inflation(above)));
    const rank = (p: number, miss: number) => {
      const found = rankBelow(independent, p, miss);
      return found === 0 ? 0 : Math.floor(((found - 1) * n) / independent) + 1;
    };
    const interval = (miss: number): Interval => {
      const low = rank(percent / 100, miss);
      const high = rank(1 - percent / 100, miss);
      return [
        low === 0 ? 0 : (sorted[low - 1] as number),
        high === 0 ? Number.POSITIVE_INFINITY : (sorted[n - high] as number),
      ];
    };
    return { value, interval };
  };
}

/** Estimates the fraction of rows that are 1 rather than 0, in the order of time, by Clopper and Pearson. */
export function fraction(value: number, hits: Float64Array): Estimate {
  const n = hits.length / inflation(hits);
  const interval = (miss: number): Interval => {
    if (n < FEWEST) return [0, Number.POSITIVE_INFINITY];
    const found = value * n;
    return [
      found === 0 ? 0 : betaQuantile(miss, found, n - found + 1),
      found === n ? 1 : betaQuantile(1 - miss, found + 1, n - found),
    ];
  };
  return { value, interval };
}

/**
 * Estimates an amount per second.
 *
 * @param amounts what came at the end of each request, in the order of these
 * @param gaps the time from the end before
 */
export function rate(value: number, amounts: Float64Array, gaps: Float64Array): Estimate {
  const sum = (all: Float64Array) => all.reduce((total, each) => total + each, 0);
  const [amount, time] = [sum(amounts), sum(gaps)];
  // How far each row is from what the rate says: these add up to nothing.
  const apart = amounts.map((each, i) => each - (amount / time) * (gaps[i] as number));
  const n = apart.length;
  const independent = n / inflation(apart);
  const squares = sum(apart.map((each) => each ** 2));
  const relative = Math.sqrt((squares * n) / (n - 1) / amount ** 2) * Math.sqrt(n / independent);
  const interval = (miss: number): Interval => {
    if (independent < FEWEST || amount === 0) return [0, Number.POSITIVE_INFINITY];
    const factor = Math.exp(tAbove(miss, independent - 1) * relative);
    return [value / factor, value * factor];
  };
  return { value, interval };
}
