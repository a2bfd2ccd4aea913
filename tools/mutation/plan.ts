import type { Trial } from './verdict';

/** A test file, and what it found when no mutant was on. */
export interface TestFile {
  readonly path: string;
  /** One that fails without a mutant proves nothing with one. */
  readonly passed: boolean;
  /** How long it took, its imports included. */
  readonly milliseconds: number;
  /** The numbers of the mutants that it reached. */
  readonly reached: readonly number[];
}

/** How much longer a file may take with a mutant on: a busy machine must not look like an endless loop. */
const FACTOR = 5;
const PATIENCE_MS = 5_000;

/** The trial of a mutant: the tests that reach it, the fastest first. */
export function trialOf(mutant: number, files: readonly TestFile[]): Trial {
  const covering = files
    .filter(({ passed, reached }) => passed && reached.includes(mutant))
    .sort((one, other) => one.milliseconds - other.milliseconds);
  return {
    mutant,
    files: covering.map(({ path, milliseconds }) => ({
      path,
      limitMs: PATIENCE_MS + FACTOR * milliseconds,
    })),
  };
}
