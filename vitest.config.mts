import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'harness/test/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
