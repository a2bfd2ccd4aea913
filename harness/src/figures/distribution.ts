import { createHistogram } from 'node:perf_hooks';

/** The percentiles that are shown of each distribution, by their names. */
export const PERCENTILES = { p50: 50, p90: 90, p95: 95, p99: 99 } as const;

/** The name of a percentile. */
export type Percentile = keyof typeof PERCENTILES;

/** The names of all percentiles. */
export const PERCENTILE_NAMES = Object.keys(PERCENTILES) as readonly Percentile[];

/** What is shown of a distribution, in milliseconds; all `null` where it holds nothing. */
export interface Summary extends Readonly<Record<Percentile, number | null>> {
  readonly count: number;
  readonly mean: number | null;
  readonly max: number | null;
}

/** The times that are shown of a distribution, in the order in which they are shown. */
export const SUMMARY_TIMES = ['mean', ...PERCENTILE_NAMES, 'max'] as const;

/** In a millisecond. */
const NANOSECONDS = 1e6;
/** Thirty years: histograms throw at times that are not finite, or beyond 2^53 µs. */
const LONGEST_MS = 1e12;

/**
 * A distribution of times in constant memory: percentiles are within 0.01 % (an HDR histogram of
 * microseconds), count, mean and maximum are exact.
 */
export class Distribution {
  private readonly histogram = createHistogram({ figures: 4 });
  /** The sum in whole milliseconds and nanoseconds: sums of integers are the same in any order. */
  private sum = { milliseconds: 0, nanoseconds: 0 };
  private max = 0;

  /**
   * Adds a time in milliseconds; the histogram takes less than a microsecond for one. What is no
   * time, as a file that was tampered with may have it, is passed over.
   */
  add(milliseconds: number): void {
    if (!(milliseconds < LONGEST_MS)) return;
    this.histogram.record(Math.max(1, Math.round(milliseconds * 1000)));
    const whole = Math.floor(milliseconds);
    this.sum.milliseconds += whole;
    this.sum.nanoseconds += Math.round((milliseconds - whole) * NANOSECONDS);
    this.max = Math.max(this.max, milliseconds);
  }

  /** Times added so far. */
  get count(): number {
    return this.histogram.count;
  }

  /** Tells the distribution; percentiles are those of the nearest rank. */
  summary(): Summary {
    const { count } = this;
    const has = count > 0;
    const percentiles = PERCENTILE_NAMES.map(
      (name) => [name, has ? this.percentile(PERCENTILES[name]) : null] as const,
    );
    return {
      count,
      mean: has ? (this.sum.milliseconds + this.sum.nanoseconds / NANOSECONDS) / count : null,
      ...(Object.fromEntries(percentiles) as Record<Percentile, number | null>),
      max: has ? this.max : null,
    };
  }

  private percentile(percent: number): number {
    // The histogram rounds a percentile's rank to the nearest; a tail must not be rounded down.
    const rank = Math.ceil((percent * this.count) / 100);
    return Math.min(this.max, this.histogram.percentile((100 * rank) / this.count) / 1000);
  }
}
