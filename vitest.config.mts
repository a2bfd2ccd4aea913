import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'harness/test/**/*.test.ts'],
    exclude: ['test/consumers/**', 'test/cluster/**', 'harness/test/servers/**'],
    globalSetup: 'test/support/temporary-folder.ts',
    testTimeout: 60_000,
    // vitest leaves one core free by default, which on two cores is one test file at a time.
    maxWorkers: 2,
  },
});
