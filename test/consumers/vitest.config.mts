import { defineConfig } from 'vitest/config';

/** The tests that install packages from the registry, and those of the benchmark and of CI's report; `npm run test:consumers` runs them. */
export default defineConfig({
  test: {
    include: [
      'test/consumers/*.test.ts',
      'test/tools/bench.test.ts',
      'test/tools/ci-report.test.ts',
    ],
    globalSetup: 'test/support/temporary-folder.ts',
    testTimeout: 120_000,
    hookTimeout: 180_000,
    maxConcurrency: 2,
    fileParallelism: false,
  },
});
