import { tAbove } from './chances';
import type { Estimate, Interval } from './estimate';

/** The change from `base` to `run` as a fraction of `base`; infinite where that was nothing. */
export function change(base: number, run: number): number {
  return run === base ? 0 : (run - base) / base;
}

/** The mean of a figure over runs of one kind. */
export const meanOf = (runs: readonly Estimate[]): number =>
  runs.reduce((sum, { value }) => sum + value, 0) / runs.length;

/** What the figure of one group differs from its mean by, as a fraction of it, squared and added up. */
function scatter(runs: readonly Estimate[]): number {
  const mean = meanOf(runs);
  return mean === 0 ? 0 : runs.reduce((sum, { value }) => sum + (value / mean - 1) ** 2, 0);
}

/**
 * How far the mean of each group may be off, as a fraction of it, by how runs of one kind vary between
 * each other; nothing is known of that where there is one run of each kind.
 */
function betweenRuns(base: readonly Estimate[], run: readonly Estimate[], miss: number) {
  const degrees = base.length + run.length - 2;
  if (degrees === 0) return () => 0;
  const deviation = Math.sqrt((scatter(base) + scatter(run)) / degrees);
  const far = tAbove(miss, degrees) * deviation;
  return (runs: readonly Estimate[]) => far / Math.sqrt(runs.length);
}

/** Bounds of the mean over runs: those that the runs' own rows give, or those of `between`, where they are wider. */
function groupInterval(runs: readonly Estimate[], miss: number, between: number): Interval {
  const mean = meanOf(runs);
  const width = (side: 0 | 1) => {
    const squares = runs.map((run) => (run.value - run.interval(miss)[side]) ** 2);
    const within = Math.sqrt(squares.reduce((sum, each) => sum + each, 0)) / runs.length;
    return Math.max(within, between * mean);
  };
  return [Math.max(0, mean - width(0)), mean + width(1)];
}

/**
 * Bounds of the ratio of two figures out of the bounds of each.
 *
 * @see Donner and Zou (2012), "Closed-form confidence intervals for functions of the normal mean and standard
 * deviation": MOVER for a ratio
 */
function ratioInterval(
  base: number,
  [l1, u1]: Interval,
  run: number,
  [l2, u2]: Interval,
): Interval {
  if (u1 === 0)
    return u2 === 0 ? [1, 1] : [l2 === 0 ? 0 : Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const product = base * run;
  const low = () => {
    if (u1 === Number.POSITIVE_INFINITY) return 0;
    const root = Math.sqrt(Math.max(0, product ** 2 - l2 * u1 * (2 * run - l2) * (2 * base - u1)));
    return u1 === 2 * base
      ? (l2 * (2 * run - l2)) / (2 * product)
      : (product - root) / (u1 * (2 * base - u1));
  };
  const high = () => {
    if (u2 === Number.POSITIVE_INFINITY || l1 === 0) return Number.POSITIVE_INFINITY;
    const root = Math.sqrt(Math.max(0, product ** 2 - u2 * l1 * (2 * run - u2) * (2 * base - l1)));
    return (product + root) / (l1 * (2 * base - l1));
  };
  return [Math.max(0, low()), high()];
}

/**
 * Bounds of the change from one group of runs to another, as a fraction of the first: −1 and infinity where
 * the samples have none.
 *
 * @param miss the chance on each side that the true change is beyond
 */
export function changeInterval(
  base: readonly Estimate[],
  run: readonly Estimate[],
  miss: number,
): Interval {
  const between = betweenRuns(base, run, miss);
  const [low, high] = ratioInterval(
    meanOf(base),
    groupInterval(base, miss, between(base)),
    meanOf(run),
    groupInterval(run, miss, between(run)),
  );
  return [low - 1, high - 1];
}
