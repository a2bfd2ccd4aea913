import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-main-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the app as `cdk8s synth -o` does; `npm test` builds it first. */
function synth(outdir: string, args: readonly string[] = []) {
  const env = { ...process.env, CDK8S_OUTDIR: outdir };
  const options = { env, encoding: 'utf8', timeout: 10_000 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['lib/main.js', ...args], options);
  return { status, stdout, stderr };
}

test('the app writes into a folder that is not there yet', () => {
  const outdir = join(folder, 'new', 'b');
  expect(synth(outdir, ['vllm'])).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readdirSync(outdir)).toEqual(['vllm.k8s.yaml']);
});

test.runIf(existsSync('/proc/self'))('a folder that nobody can make is refused, and ends', () => {
  for (const outdir of ['/proc/nope', '/proc/nope/a']) {
    const { status, stdout, stderr } = synth(outdir);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^error: (ENOENT|EROFS).*\/proc\/nope/);
  }
});

test('so is one that is below a file', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(synth(join(file, 'a'))).toMatchObject({
    status: 1,
    // The second one from Node.js 24 on.
    stderr: expect.stringMatching(/^error: (ENOTDIR|EEXIST)/),
  });
});
