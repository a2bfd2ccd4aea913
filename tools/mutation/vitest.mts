import {
  BaseSequencer,
  createVitest,
  type Reporter,
  type TestSpecification,
  type Vitest,
} from 'vitest/node';
import { EXCLUDED, INCLUDED } from '../../vitest.config.mjs';
import { mutantsIn } from './plugin';
import { TESTS_LEFT_OUT } from './settings';
import type { Source } from './sources';

/** Runs files in the order in which they are asked for. */
class AsAsked extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files;
  }
}

/** How to start vitest. */
interface Start {
  readonly workers: number;
  readonly reporter: Reporter;
  /** Only test files that import one of these files, by absolute paths. */
  readonly related?: string[];
}

/**
 * Starts vitest with all mutants in the sources, and none of them on.
 *
 * A process runs all files that it is given, and ends with the run: what costs most is to start it and to load
 * packages. Our own modules are loaded anew for each file, see `in-each-test-file.ts`.
 */
export async function startVitest(
  sources: readonly Source[],
  { workers, reporter, related }: Start,
): Promise<Vitest> {
  const vitest = await createVitest(
    'test',
    {
      watch: false,
      // The projects of the config file would each have their own of the settings below.
      config: false,
      include: INCLUDED,
      exclude: [...EXCLUDED, ...TESTS_LEFT_OUT],
      globalSetup: 'test/support/temporary-folder.ts',
      setupFiles: ['tools/mutation/in-each-test-file.ts'],
      // A process can be killed in an endless loop.
      pool: 'forks',
      isolate: false,
      maxWorkers: workers,
      sequence: { sequencer: AsAsked },
      // A mutant that hangs is ended by its trial, sooner; without one, a busy machine may take its time.
      testTimeout: 600_000,
      // A mutant must never write a snapshot.
      update: 'none',
      reporters: [reporter],
      ...(related && { related }),
    },
    { plugins: [mutantsIn(sources)] },
  );
  vitest.provide('mutants', sources.flatMap(({ mutants }) => mutants).length);
  vitest.provide('mutant', 0);
  return vitest;
}
