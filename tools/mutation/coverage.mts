import type { Reporter, TestModule } from 'vitest/node';
import type { TestFile } from './plan';
import type { Source } from './sources';
import { startVitest } from './vitest.mjs';

function testFile(module: TestModule): TestFile {
  const { setupDuration, collectDuration, duration } = module.diagnostic();
  return {
    path: module.moduleId,
    milliseconds: Math.round(setupDuration + collectDuration + duration),
    reached: module.meta().reached ?? [],
  };
}

/** What is wrong with a test file that must pass. */
const failuresOf = (module: TestModule): readonly string[] => [
  ...module.errors().map(({ message }) => `${module.relativeModuleId}: ${message}`),
  ...[...module.children.allTests('failed')].map(
    (test) => `${module.relativeModuleId}: ${test.fullName}: ${test.result().errors?.[0]?.message}`,
  ),
];

/**
 * Runs every test file once with no mutant on.
 *
 * @throws Error where a test fails: it would fail with each mutant as well, and prove nothing
 */
export async function cover(
  sources: readonly Source[],
  { workers, ended }: { workers: number; ended: (file: TestFile) => void },
): Promise<readonly TestFile[]> {
  const reporter: Reporter = { onTestModuleEnd: (module) => ended(testFile(module)) };
  const vitest = await startVitest(sources, { workers, reporter });
  try {
    const specifications = await vitest.globTestSpecifications();
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
    const failures = testModules.flatMap(failuresOf);
    if (failures.length + unhandledErrors.length === 0) return testModules.map(testFile);
    const [cause] = unhandledErrors;
    throw new Error(`expected every test to pass without a mutant:\n${failures.join('\n')}`, {
      cause,
    });
  } finally {
    await vitest.close();
  }
}
