import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-ci-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FILES = {
  'a.test.ts': `let tries = 0;
    describe('some', () => {
      test('passes', () => {});
      test('passes late', () => expect(++tries).toBe(2));
      test('fails', () => expect(1).toBe(2));
      test.skip('is skipped', () => {});
    });`,
  'b.test.ts': `throw new Error('not loaded');`,
  'c.test.ts': `describe('with a hook', () => {
      beforeAll(() => { throw new Error('no server'); });
      test('never runs', () => {});
    });`,
};

const tsx = (...args: string[]) => spawnSync('npx', ['tsx', ...args], { encoding: 'utf8' });

test('a run is summed up with what failed and what needed a second try', () => {
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  const report = join(folder, 'report');
  const reporter = `--reporter=${resolve('tools/ci/report.mts')}`;
  const { status } = spawnSync(
    'npx',
    ['vitest', 'run', '--root', folder, '--globals', '--retry=1', reporter],
    { env: { ...process.env, KVMINI_REPORT: report } },
  );
  expect(status).toBe(1);
  expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual({
    passed: 2,
    failed: [
      'a.test.ts > some > fails: expected 1 to be 2 // Object.is equality',
      'b.test.ts: not loaded',
      'c.test.ts: no server',
    ],
    again: ['a.test.ts > some > passes late'],
  });

  const { stdout } = tsx('tools/ci/summary.mts', report, join(folder, 'test:cluster'));
  expect(stdout.split('\n')).toEqual([
    '!!! PASSED AT THE SECOND TRY: a.test.ts > some > passes late',
    '!!! FAILED: a.test.ts > some > fails: expected 1 to be 2 // Object.is equality',
    '!!! FAILED: b.test.ts: not loaded',
    '!!! FAILED: c.test.ts: no server',
    '!!! FAILED: test:cluster: no report',
    '2 passed, 4 failed',
    '',
  ]);
});
