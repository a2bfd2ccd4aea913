import { defineConfig } from 'vitest/config';

/** The tests on a real node, one file after the other; `npm run test:node` runs them. */
export default defineConfig({
  test: {
    include: ['test/node/*.test.ts'],
    globalSetup: 'test/support/temporary-folder.ts',
    testTimeout: 240_000,
    hookTimeout: 240_000,
    fileParallelism: false,
  },
});
