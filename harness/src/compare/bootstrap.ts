import { randomBeta, randomBinomial, randomLcg, randomUniform } from 'd3-random';
import { percentileOf, type Sorted } from '../figures/percentile';

/** Resamples of each figure: enough for two digits of a 95 % interval. */
const RESAMPLES = 2_000;

/** Draws what a figure would have been in another run of the same kind. */
export type Resampler = () => number;

/** Makes resamplers that are repeatable by a seed. */
export class Bootstrap {
  private readonly source: () => number;

  constructor(seed: number) {
    this.source = randomLcg(seed);
  }

  /**
   * Of a percentile (nearest rank): the k-th of n values drawn anew lies where a beta(k, n + 1 − k)
   * fraction of the sorted values ends, so that no resample need be drawn in full.
   */
  percentile(sorted: Sorted, percent: number): Resampler {
    const n = sorted.length;
    const k = Math.max(1, Math.ceil((percent * n) / 100));
    const fraction = randomBeta.source(this.source)(k, n + 1 - k);
    return () => sorted[Math.min(n - 1, Math.floor(fraction() * n))] ?? Number.NaN;
  }

  /** Of a fraction of `n` requests. */
  fraction(hits: number, n: number): Resampler {
    const drawn = randomBinomial.source(this.source)(n, hits / n);
    return () => drawn() / n;
  }

  /** Of a rate, from its values in equal slices of the run. */
  rate(slices: readonly number[]): Resampler {
    const pick = randomUniform.source(this.source)(slices.length);
    const draw = () => slices[Math.floor(pick())] ?? 0;
    return () => slices.reduce((sum) => sum + draw(), 0) / slices.length;
  }

  /** The 95 % interval of a change from one figure to another, as a fraction of the first. */
  changeInterval(base: Resampler, run: Resampler): readonly [low: number, high: number] {
    const changes = Array.from({ length: RESAMPLES }, () => change(base(), run()));
    changes.sort((a, b) => a - b);
    return [percentileOf(changes, 2.5), percentileOf(changes, 97.5)];
  }
}

/** The change from `base` to `run` as a fraction of `base`; infinite where that was nothing. */
export function change(base: number, run: number): number {
  if (run === base) return 0;
  return base === 0 ? Number.POSITIVE_INFINITY : (run - base) / base;
}
