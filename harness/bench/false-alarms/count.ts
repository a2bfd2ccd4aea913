import { randomLcg } from 'd3-random';
import { betaQuantile } from '../../src/compare/chances';
import { type Compared, compareRuns } from '../../src/compare/compare';
import { madeRun, type RunKind } from './made-run';

/** How runs are drawn and compared. */
export interface Trial {
  readonly base: RunKind;
  readonly run: RunKind;
  /** How many runs there are of each. */
  readonly runs: number;
  readonly maxRegression: number;
}

/** How often something was found in how many pairs. */
export interface Count {
  readonly found: number;
  readonly pairs: number;
}

/** Compares runs that are drawn anew for each pair, and counts those in which something is found. */
export function count(
  { base, run, runs, maxRegression }: Trial,
  pairs: number,
  seed: number,
  isFound: (compared: readonly Compared[]) => boolean = (all) => all.some(({ missed }) => missed),
): Count {
  const source = randomLcg(seed);
  const draw = (kind: RunKind) => Array.from({ length: runs }, () => madeRun(kind, source));
  let found = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (isFound(compareRuns(draw(base), draw(run), maxRegression))) found++;
  }
  return { found, pairs };
}

/** The upper bound of a fraction, at 95 %, one-sided. */
export const upperBound = ({ found, pairs }: Count): number =>
  found === pairs ? 1 : betaQuantile(0.95, found + 1, pairs - found);
