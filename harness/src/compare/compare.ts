import type { Unit } from '../figures/format';
import { percentileOf } from '../figures/percentile';
import { totalsWith } from '../figures/totals';
import { Bootstrap, change, type Resampler } from './bootstrap';
import { COMPARED, COMPARED_RATES, type Sample } from './sample';

/** One figure of two runs. */
export interface Compared {
  readonly title: string;
  /** A fraction's is `%`. */
  readonly unit: Unit;
  readonly base: number;
  readonly run: number;
  /** From `base` to `run`, as a fraction of `base`. */
  readonly change: number;
  /** 95 % interval of the change. */
  readonly interval: readonly [low: number, high: number];
  /** `unclear` where the interval holds no change. */
  readonly verdict: 'better' | 'worse' | 'unclear';
  /** Whether it is worse by more than is allowed. */
  readonly missed: boolean;
}

const PERCENTILES = [50, 90, 99];

interface Figure {
  readonly title: string;
  readonly unit: Unit;
  readonly higherIsBetter: boolean;
  readonly value: (sample: Sample) => number | null;
  readonly resampler: (sample: Sample, bootstrap: Bootstrap) => Resampler;
}

/**
 * Compares two runs, figure by figure; those that one of them does not have are left out.
 *
 * @param maxRegression how much worse a figure may be, as a fraction of the base; a figure misses it
 * where its change is larger and its interval leaves no doubt that there is one
 * @param seed makes the intervals repeatable
 */
export function compareRuns(
  base: Sample,
  run: Sample,
  maxRegression: number,
  seed: number,
): Compared[] {
  const bootstrap = new Bootstrap(seed);
  return FIGURES.flatMap((figure) => {
    const [before, after] = [figure.value(base), figure.value(run)];
    if (before === null || after === null) return [];
    const interval = bootstrap.changeInterval(
      figure.resampler(base, bootstrap),
      figure.resampler(run, bootstrap),
    );
    const { title, unit } = figure;
    const both = { title, unit, base: before, run: after, change: change(before, after), interval };
    return [{ ...both, ...judge(both.change, interval, figure.higherIsBetter, maxRegression) }];
  });
}

function judge(
  change: number,
  [low, high]: Compared['interval'],
  higherIsBetter: boolean,
  maxRegression: number,
): Pick<Compared, 'verdict' | 'missed'> {
  if (low <= 0 && high >= 0) return { verdict: 'unclear', missed: false };
  const worse = higherIsBetter ? change < 0 : change > 0;
  return {
    verdict: worse ? 'worse' : 'better',
    missed: worse && Math.abs(change) > maxRegression,
  };
}

const latencies: Figure[] = COMPARED.flatMap(({ name, title }) =>
  PERCENTILES.map((percent) => ({
    title: `${title}, p${percent}`,
    unit: 'ms' as const,
    higherIsBetter: false,
    value: ({ values }: Sample) =>
      values[name].length > 0 ? percentileOf(values[name], percent) : null,
    resampler: ({ values }: Sample, bootstrap: Bootstrap) =>
      bootstrap.percentile(values[name], percent),
  })),
);

const rates = COMPARED_RATES.map(
  ({ name, title, unit, value, better }): Figure => ({
    ...{ title, unit, higherIsBetter: better === 'higher' },
    value: ({ results }) => value(results),
    resampler: ({ rates }, bootstrap) => bootstrap.rate(rates[name]),
  }),
);

const fractions = totalsWith(({ compared }) => compared === 'fraction').map(
  ({ title, unit, value, better, ratio }): Figure => ({
    ...{ title, unit, higherIsBetter: better === 'higher' },
    value: ({ results }) => value(results),
    resampler: ({ results }, bootstrap) =>
      bootstrap.fraction(ratio?.amount(results) ?? 0, results.counts.attempts),
  }),
);

const FIGURES: readonly Figure[] = [...latencies, ...rates, ...fractions];
