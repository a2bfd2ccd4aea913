import { defineConfig } from 'vitest/config';

/** What is measured there must not wait for a CPU. */
const MEASURING = [
  'harness/test/servers/{llamacpp,vllm}.test.ts',
  'harness/test/servers/workers/clocks.test.ts',
];

/**
 * The tests against real model servers, a real Prometheus and a real browser, and those of runs over many processes;
 * `npm run test:servers` runs them.
 */
export default defineConfig({
  test: {
    globalSetup: 'test/support/temporary-folder.ts',
    testTimeout: 120_000,
    // An environment is installed in the first hook.
    hookTimeout: 1_200_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'one by one',
          include: MEASURING,
          maxWorkers: 1,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'two at a time',
          include: [
            'harness/test/servers/**/*.test.ts',
            'harness/test/browser/*.test.ts',
            'harness/test/cli/baseline.test.ts',
            'harness/test/dashboard/prometheus.test.ts',
          ],
          exclude: MEASURING,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
