import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The number of the mutant that is on; 0 for none. */
    mutant: number;
    /** How many mutants there are. */
    mutants: number;
  }
  interface TaskMeta {
    /** The numbers of the mutants that a test file reached. */
    reached?: readonly number[];
  }
}
