import { defineConfig } from 'vitest/config';

/** The tests against a real API server, one file after the other; `npm run test:cluster` runs them. */
export default defineConfig({
  test: {
    include: ['test/cluster/*.test.ts'],
    globalSetup: 'test/support/temporary-folder.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
