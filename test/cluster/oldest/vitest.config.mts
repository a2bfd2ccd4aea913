import { defineConfig } from 'vitest/config';

/** What the API server of the oldest supported Kubernetes is asked; `npm run test:oldest` runs it. */
export default defineConfig({
  test: {
    globalSetup: 'test/support/temporary-folder.ts',
    testTimeout: 600_000,
    include: ['test/cluster/oldest/*.test.ts'],
  },
});
