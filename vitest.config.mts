import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'harness/test/**/*.test.ts'],
    exclude: ['test/consumers/**'],
    testTimeout: 30_000,
  },
});
