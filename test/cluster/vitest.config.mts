import { defineConfig } from 'vitest/config';

/** Each of these keeps to namespaces or to a cluster of its own, so two may run at a time. */
const APART = [
  'test/cluster/command.test.ts',
  'test/cluster/deploying-*.test.ts',
  'test/cluster/migrating.test.ts',
  'test/cluster/run.test.ts',
  'test/cluster/workers.test.ts',
];

/** The tests against a real API server; `npm run test:cluster` runs them. */
export default defineConfig({
  test: {
    globalSetup: 'test/support/temporary-folder.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'one by one',
          include: ['test/cluster/*.test.ts'],
          exclude: APART,
          maxWorkers: 1,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'two at a time',
          include: APART,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
