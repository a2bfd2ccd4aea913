import { defineConfig } from 'vitest/config';

/** The test files of `npm test`, in which `npm run test:mutation` looks, too. */
export const INCLUDED = [
  'test/**/*.test.ts',
  'harness/test/**/*.test.ts',
  'bench/truth/test/**/*.test.ts',
];
/** Test files that have a command of their own. */
export const EXCLUDED = [
  'test/consumers/**',
  'test/cluster/**',
  'test/node/**',
  'test/tools/bench.test.ts',
  'test/tools/ci-report.test.ts',
  'harness/test/servers/**',
  // Whole runs, one after the other.
  'harness/test/cli/baseline.test.ts',
  // A browser and Prometheus are real servers, too.
  'harness/test/browser/**',
  'harness/test/dashboard/prometheus.test.ts',
];

/** Files that put something else in the place of a module, which the other files of their process would get. */
const REPLACING_MODULES = [
  'bench/truth/test/places.test.ts',
  'harness/test/load/no-thread.test.ts',
  'test/cli/write-files.test.ts',
  'test/values/kubernetes/lazy.test.ts',
  'harness/test/request/reader.test.ts',
  'harness/test/serve/run-index.test.ts',
  'harness/test/target/probe.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: 'test/support/temporary-folder.ts',
    testTimeout: 60_000,
    // vitest leaves one core free by default, which on two cores is one test file at a time.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: INCLUDED,
          exclude: [...EXCLUDED, ...REPLACING_MODULES],
          // To load the modules anew for each file took a fifth of the time of all tests.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'isolated', include: REPLACING_MODULES } },
    ],
  },
});
