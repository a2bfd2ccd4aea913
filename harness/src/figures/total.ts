import type { RunNumbers } from './counted';
import type { Unit } from './format';
import type { Ratio } from './ratio';

/** How a total is shown in one place; as in the table of the report, where nothing else is said. */
export interface Place {
  readonly label?: string;
  readonly digits?: number;
  readonly unit?: Unit;
  /** What stands behind the number. */
  readonly more?: (run: RunNumbers) => string;
}

/** What is known of a total in one place: how it is counted, and where it is shown. */
export interface Entry {
  readonly title: string;
  /** What is counted, in a sentence or two for the report and the documentation. */
  readonly definition: string;
  /** What the report says in place of the definition, where that depends on the run. */
  readonly inThisRun?: (run: RunNumbers) => string;
  readonly unit: Unit;
  readonly value: (run: RunNumbers) => number | null;
  readonly ratio?: Ratio;
  /** The rate over which a price or a power is this figure: runs are compared by it as by that one. */
  readonly over?: {
    readonly rate: 'requestThroughput' | 'outputTokenThroughput';
    readonly count: number;
  };
  /** Whether it is left out where it is not known, as are cost and energy in most runs. */
  readonly ifKnown?: true;
  /** Whether there is such a figure only in a run with an SLO. */
  readonly needsSlo?: true;
  /** Which way is better. */
  readonly better?: 'higher' | 'lower';
  /** Its gauge of the last run. */
  readonly metric?: string;
  /** A card of the report. */
  readonly card?: Place;
  /** A column of the list of runs. */
  readonly listed?: Place;
  /** A line in the terminal. */
  readonly summary?: Place;
}

/** What two runs are compared by: a rate, a fraction of attempts, or nothing. */
export type Compared = 'rate' | 'fraction' | undefined;

/** What runs are compared by, where a total is one that can be better. */
export function comparedAs({ better, ratio }: Entry): Compared {
  if (!better) return undefined;
  if (ratio?.counts) return 'fraction';
  return ratio?.each && 'rate';
}
