import { createHistogram } from 'node:perf_hooks';

/** What is told of a distribution, in milliseconds; all `null` where it holds nothing. */
export interface Summary {
  readonly count: number;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

/** The percentiles that are told of each distribution. */
export const PERCENTILES = [50, 90, 95, 99] as const;

/**
 * A distribution of times in constant memory: percentiles are within 0.1 % (an HDR histogram of
 * microseconds), count, mean and maximum are exact.
 */
export class Distribution {
  private readonly histogram = createHistogram({ figures: 3 });
  private sum = 0;
  private max = 0;

  /** Adds a time in milliseconds; the histogram takes less than a microsecond for one. */
  add(milliseconds: number): void {
    this.histogram.record(Math.max(1, Math.round(milliseconds * 1000)));
    this.sum += milliseconds;
    this.max = Math.max(this.max, milliseconds);
  }

  /** Times added so far. */
  get count(): number {
    return this.histogram.count;
  }

  /** Tells the distribution; percentiles are those of the nearest rank. */
  summary(): Summary {
    const { count } = this;
    if (count === 0) {
      return { count, mean: null, p50: null, p90: null, p95: null, p99: null, max: null };
    }
    const [p50, p90, p95, p99] = PERCENTILES.map((each) => this.percentile(each));
    const { max } = this;
    return {
      count,
      mean: this.sum / count,
      p50: p50 ?? max,
      p90: p90 ?? max,
      p95: p95 ?? max,
      p99: p99 ?? max,
      max,
    };
  }

  private percentile(percent: number): number {
    // The histogram rounds a percentile's rank to the nearest; a tail must not be rounded down.
    const rank = Math.ceil((percent * this.count) / 100);
    return Math.min(this.max, this.histogram.percentile((100 * rank) / this.count) / 1000);
  }
}
