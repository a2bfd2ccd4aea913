import type { NumberedMutant } from './instrument';

/** What the tests say of a mutant; the last two are mutants that they do not notice. */
export const OUTCOMES = ['killed', 'timed out', 'survived', 'not covered'] as const;

/** What the tests say of a mutant. */
export type Outcome = (typeof OUTCOMES)[number];

/** A test file to run. */
export interface TrialFile {
  readonly path: string;
  /** The tests whose failure says nothing. */
  readonly ignored: readonly string[];
  /** How long it may take, in milliseconds. */
  readonly limitMs: number;
}

/** A mutant to try, and the tests that reach it. */
export interface Trial {
  /** The mutant's number. */
  readonly mutant: number;
  /** In the order in which to run them. */
  readonly files: readonly TrialFile[];
}

/** How a trial ended. */
export interface Verdict {
  readonly outcome: Outcome;
  /** The test file that noticed the mutant. */
  readonly by?: string;
}

/** Whether the tests noticed a mutant: one that ends in an endless loop stops every suite. */
export const isNoticed = (outcome: Outcome): boolean =>
  outcome === 'killed' || outcome === 'timed out';

/** A mutant, and what the tests said of it. */
export interface Tried {
  readonly mutant: NumberedMutant;
  readonly verdict: Verdict;
}

/** What became of the mutants, and the tests that could not be asked. */
export interface Result {
  readonly tried: readonly Tried[];
  /** Tests, and whole files of them, that fail without a mutant. */
  readonly leftOut: readonly string[];
}
