import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Runs the command in a shell, so that its output can go elsewhere. */
const shell = (line: string) =>
  spawnSync('bash', ['-c', `set -o pipefail; ${line}`], { encoding: 'utf8' });

const TEMPLATE = 'node lib/cli.js template bench';

test('a reader that has seen enough is no error', () => {
  const { status, stdout, stderr } = shell(`${TEMPLATE} | head -n 1`);
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'apiVersion: v1\n', stderr: '' });
});

test('a reader that has seen enough of more than a pipe holds is no error either', () => {
  const { status, stdout, stderr } = shell('node lib/cli.js schema | head -n 1');
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '{\n', stderr: '' });
});

test.skipIf(!existsSync('/dev/full'))('what nobody can be told changes no exit code', () => {
  expect(shell(`${TEMPLATE} --debug 2> /dev/full | tail -n 1`).status).toBe(0);
  expect(shell(`${TEMPLATE} --bogus 2> /dev/full`).status).toBe(2);
  expect(shell(`${TEMPLATE} --set tga=1 2> /dev/full`).status).toBe(1);
});

test.skipIf(!existsSync('/dev/full'))('output that can not be written ends it with 1', () => {
  const { status, stderr } = shell(`${TEMPLATE} > /dev/full`);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error: standard output can't be written: ENOSPC.*\n$/);
});

test('all of a large output reaches a slow reader', () => {
  const values = join(mkdtempSync(join(tmpdir(), 'kvmini-print-')), 'values.yaml');
  const annotations = Array.from({ length: 4_000 }, (_, i) => [`k${i}`, 'v'.repeat(40)]);
  writeFileSync(values, JSON.stringify({ podAnnotations: Object.fromEntries(annotations) }));
  const { status, stdout } = shell(`${TEMPLATE} -f ${values} | (sleep 1; tail -n 3)`);
  expect(status).toBe(0);
  expect(stdout).toBe(shell(`${TEMPLATE} | tail -n 3`).stdout);
});
