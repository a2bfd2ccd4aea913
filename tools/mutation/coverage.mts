import { resolve } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { failedTests, failsOutside } from './failures.mjs';
import type { TestFile } from './plan';
import type { Source } from './sources';
import { startVitest } from './vitest.mjs';

function testFile(module: TestModule): TestFile {
  const { setupDuration, collectDuration, duration } = module.diagnostic();
  return {
    path: module.relativeModuleId,
    failsOutside: failsOutside(module),
    failed: failedTests(module),
    milliseconds: Math.round(setupDuration + collectDuration + duration),
    reached: module.meta().reached ?? [],
  };
}

/** What to run, and whom to tell. */
interface Cover {
  /** Files with mutants to try. */
  readonly files: readonly string[];
  readonly workers: number;
  readonly ended: (file: TestFile) => void;
}

/** Runs every test file that imports one of the files once, with no mutant on. */
export async function cover(
  sources: readonly Source[],
  { files, workers, ended }: Cover,
): Promise<readonly TestFile[]> {
  const reporter: Reporter = { onTestModuleEnd: (module) => ended(testFile(module)) };
  const vitest = await startVitest(sources, {
    workers,
    reporter,
    related: files.map((file) => resolve(file)),
  });
  try {
    const specifications = await vitest.getRelevantTestSpecifications();
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
    const [cause] = unhandledErrors;
    if (cause) throw new Error('expected no error outside of a test', { cause });
    return testModules.map(testFile);
  } finally {
    await vitest.close();
  }
}
