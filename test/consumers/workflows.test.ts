import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';

/**
 * Whether there is a Go that builds the linter.
 *
 * @returns `false` after a line on stderr where there is none
 * @throws Error where there is none and `CI` is set
 */
function hasGo(): boolean {
  if (spawnSync('go', ['version'], { stdio: 'ignore' }).status === 0) return true;
  const message = 'there is no go, so the workflows are not looked at';
  if (process.env.CI) throw new Error(message);
  console.error(`SKIPPED: ${message}`);
  return false;
}

/** What actionlint says of workflows. */
function lint(args: readonly string[], input?: string) {
  const options = { encoding: 'utf8', ...(input === undefined ? {} : { input }) } as const;
  const { status, stdout, stderr } = spawnSync('go', ['run', ACTIONLINT, ...args], options);
  return { status, said: stdout, stderr };
}

test.skipIf(!hasGo())('actionlint finds nothing to say of the workflows', () => {
  const files = readdirSync('.github/workflows').map((name) => `.github/workflows/${name}`);
  expect(files.length).toBeGreaterThanOrEqual(2);
  const { status, said, stderr } = lint(files);
  expect(said).toBe('');
  expect(status, stderr).toBe(0);
  const wrong = 'on: push\njobs:\n  a:\n    steps: [{run: a}]\n';
  expect(lint(['-'], wrong).said).toContain('"runs-on" section is missing');
});
