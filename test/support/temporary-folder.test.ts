import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** A file that makes a temporary folder when it is loaded, and whose tests can be left out. */
const MAKES_A_FOLDER = 'test/helm/user-values.test.ts';

/** What is in the temporary folder after a run of the tests of some files. */
function leftBy(...args: string[]): string[] {
  const folder = join(tmpdir(), 'of-another-run');
  mkdirSync(folder);
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...args];
  // The run inside must not take itself for a worker of this one.
  const { VITEST: _, VITEST_POOL_ID: __, VITEST_WORKER_ID: ___, ...env } = process.env;
  const { stdout, status } = spawnSync(process.execPath, vitest, {
    env: { ...env, TMPDIR: folder },
    encoding: 'utf8',
  });
  expect(status, stdout).toBe(0);
  expect(stdout).toMatch(/Tests .* skipped/);
  return readdirSync(folder);
}

test('a run leaves nothing in the temporary folder, also where all tests of a file are skipped', () => {
  expect(leftBy(MAKES_A_FOLDER, '-t', 'no test has this name')).toEqual([]);
});
