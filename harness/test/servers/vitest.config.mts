import { defineConfig } from 'vitest/config';

/**
 * The tests against real model servers, a real Prometheus and a real browser, and those of runs over many processes;
 * `npm run test:servers` runs them, one after the other.
 */
export default defineConfig({
  test: {
    include: [
      'harness/test/servers/**/*.test.ts',
      'harness/test/browser/*.test.ts',
      'harness/test/dashboard/prometheus.test.ts',
    ],
    globalSetup: 'test/support/temporary-folder.ts',
    testTimeout: 120_000,
    // An environment is installed in the first hook.
    hookTimeout: 1_200_000,
    fileParallelism: false,
  },
});
