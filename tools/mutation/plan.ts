import type { Trial } from './verdict';

/** A test file, and what it found when no mutant was on. */
export interface TestFile {
  readonly path: string;
  /** It does not load, or fails before or after its tests: that proves nothing when a mutant is on. */
  readonly failsOutside: boolean;
  /** The tests that failed, which prove nothing either. */
  readonly failed: readonly string[];
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
    .filter(({ failsOutside, reached }) => !failsOutside && reached.includes(mutant))
    .sort((one, other) => one.milliseconds - other.milliseconds);
  return {
    mutant,
    files: covering.map(({ path, milliseconds, failed }) => ({
      path,
      ignored: failed,
      limitMs: PATIENCE_MS + FACTOR * milliseconds,
    })),
  };
}

/** What can't be asked about mutants, as it fails without one: files, and single tests of files. */
export const leftOut = (files: readonly TestFile[]): readonly string[] =>
  files.flatMap(({ path, failsOutside, failed }) =>
    failsOutside ? [path] : failed.map((test) => `${path}: ${test}`),
  );
