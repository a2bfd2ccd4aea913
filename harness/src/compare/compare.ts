import { change, changeInterval, meanOf } from './change';
import type { Estimate, Interval } from './estimate';
import { estimated, type Figure } from './figures';
import type { Sample } from './sample';

/** What can be said of a figure: `too few` where the requests are too few to say anything. */
export type Verdict = 'better' | 'worse' | 'no change seen' | "can't say" | 'too few';

/** One figure of two runs, or of two groups of runs. */
export interface Compared extends Figure {
  /** The mean over the runs, as is `run`. */
  readonly base: number;
  readonly run: number;
  /** From `base` to `run`, as a fraction of `base`. */
  readonly change: number;
  /** Bounds of the change, −1 or infinity where there is none on a side; `null` where there is none at all. */
  readonly interval: Interval | null;
  readonly verdict: Verdict;
  /** Whether the bounds leave no doubt that it is worse by more than is allowed. */
  readonly missed: boolean;
}

/** The chance to see a change where there is none, over all figures together. */
const MISS = 0.05;

interface Pair {
  readonly figure: Figure;
  readonly base: readonly Estimate[];
  readonly run: readonly Estimate[];
}

const isUnbounded = ([low, high]: Interval) => low <= -1 && high === Number.POSITIVE_INFINITY;

const isChange = ([low, high]: Interval) => low > 0 || high < 0;

/**
 * Compares groups of runs, figure by figure; those that one of them does not have are left out.
 *
 * All figures are judged at once, by Holm: a change is first held against the bounds that leave a chance of
 * 5 % over all figures together; once some have changed, the others are held against what that leaves.
 *
 * @param maxRegression how much worse a figure may be, as a fraction of the base; a figure misses it where
 * the bounds of its change are beyond it
 */
export function compareRuns(
  base: readonly Sample[],
  run: readonly Sample[],
  maxRegression: number,
): Compared[] {
  const pairs = pairsOf(base, run);
  const intervals = holm(pairs);
  return pairs.map(({ figure, base, run }, i) => {
    const [before, after] = [meanOf(base), meanOf(run)];
    const interval = intervals[i] as Interval | null;
    const both = { base: before, run: after, change: change(before, after), interval };
    const verdict = judge(interval, figure.higherIsBetter, maxRegression);
    // A ratio to nothing has no bounds, but of errors that neither run had there is nothing to ask.
    const isNothing = interval === null && before === 0 && after === 0;
    return { ...figure, ...both, ...verdict, ...(isNothing && { verdict: 'no change seen' }) };
  });
}

function pairsOf(base: readonly Sample[], run: readonly Sample[]): Pair[] {
  const [before, after] = [base.map(estimated), run.map(estimated)];
  return (before[0] ?? []).flatMap(([figure], i) => {
    const of = (runs: typeof before) => runs.map((each) => each[i]?.[1]);
    const pair = { figure, base: of(before), run: of(after) };
    return [...pair.base, ...pair.run].includes(undefined) ? [] : [pair as Pair];
  });
}

/** The bounds by which each figure is judged; none where the sample has none at all. */
function holm(pairs: readonly Pair[]): (Interval | null)[] {
  const at = ({ base, run }: Pair, figures: number) =>
    changeInterval(base, run, MISS / 2 / figures);
  const bounded = pairs.map((pair) => !isUnbounded(at(pair, 1)));
  const found = pairs.map((): Interval | null => null);
  let open = bounded.flatMap((can, i) => (can ? [i] : []));
  for (;;) {
    const { length } = open;
    for (const i of open) found[i] = at(pairs[i] as Pair, length);
    open = open.filter((i) => !isChange(found[i] as Interval));
    if (open.length === length) break;
  }
  return found.map((interval) => (interval && isUnbounded(interval) ? null : interval));
}

function judge(
  interval: Interval | null,
  higherIsBetter: boolean,
  allowed: number,
): Pick<Compared, 'verdict' | 'missed'> {
  if (interval === null) return { verdict: 'too few', missed: false };
  const [low, high] = interval;
  if (!isChange(interval)) {
    const isNarrow = low >= -allowed && high <= allowed;
    return { verdict: isNarrow ? 'no change seen' : "can't say", missed: false };
  }
  const isWorse = higherIsBetter ? high < 0 : low > 0;
  const beyond = higherIsBetter ? -high : low;
  // 160 ms over 100 ms are 60 %, and a little more in binary.
  const missed = isWorse && beyond > allowed + 1e-9;
  return { verdict: isWorse ? 'worse' : 'better', missed };
}
