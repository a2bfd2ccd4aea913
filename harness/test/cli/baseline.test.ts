/** `kvmini bench --baseline`: what a run is held against, and what it ends with. */
import { appendFileSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import type { RequestRow } from '../../src/request/row';
import type { RunRecord } from '../../src/results/schema';
import { MADE_ROWS } from '../figures/made-rows';
import { writeMadeRun } from '../figures/made-run';
import { newFolder, runBench, settingsFor, startMock } from '../run/runs';
import { run } from './program';

const recordOf = (folder: string): RunRecord =>
  JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));

/** Runs the program against a server; the folder is that of the run. */
async function bench(url: string, outputDir: string, ...flags: string[]) {
  const load = ['--requests', '50', '--concurrency', '1', '--max-tokens', '2', '--seed', '1'];
  const args = ['bench', '--url', url, ...load, '--no-progress', '--json', ...flags];
  const ended = await run(args, { KVMINI_OUTPUT_DIR: outputDir });
  const folder = ended.stdout === '' ? '' : join(outputDir, JSON.parse(ended.stdout).run);
  return { ...ended, folder };
}

/** Requests that all took so long to their first token, as a run that ended with 0; its work is that of another. */
function madeRun(outputDir: string, id: string, ttft: number, like: RunRecord): void {
  const rows = Array.from({ length: 64 }, (_, i): RequestRow => {
    const at = 250 * i;
    return {
      ...{ ...(MADE_ROWS[1] as RequestRow), scheduledMs: at, sentMs: at, outputTokens: 1 },
      ...{ firstTokenMs: at + ttft, lastTokenMs: at + ttft, endMs: at + ttft },
    };
  });
  writeMadeRun(outputDir, { rows, results: null, record: { ...like, id, exitCode: 0 } });
}

test('a run is held against the last good one of its name; a worse one ends with 3 and is no baseline', async () => {
  const outputDir = newFolder();
  const good = ['--run-name', 'nightly', '--baseline', 'latest-good', '--max-regression', '400%'];
  const { url } = await startMock({ ttft: 30, gap: 0 });
  const first = await bench(url, outputDir, ...good);
  expect(first).toMatchObject({ code: 0 });
  expect(first.stderr).toContain(
    'kvmini: there is no good run of nightly yet, so this one is compared with none',
  );
  const record = recordOf(first.folder);
  expect(record).toMatchObject({
    exitCode: 0,
    settings: { runName: 'nightly' },
    baseline: { asked: 'latest-good', run: null, maxRegression: 4, worse: [] },
  });
  const [quick, slow] = ['2099-01-01_00-00-00', '2099-01-02_00-00-00'] as const;
  // However busy this machine is, a run is slower than the one and quicker than the other.
  madeRun(outputDir, quick, 1, record);
  const worse = await bench(url, outputDir, ...good);
  expect(worse).toMatchObject({ code: 3 });
  expect(worse.stderr).toMatch(
    /^kvmini: worse than --max-regression allows: .*Time to first token, p50.* \(compared with 2099-01-01_00-00-00\)$/m,
  );
  const { baseline, exitCode } = recordOf(worse.folder);
  expect([baseline?.run, exitCode]).toEqual([quick, 3]);
  expect(baseline?.worse).toContain('Time to first token, p50');
  const report = readFileSync(join(worse.folder, 'report.html'), 'utf8');
  expect(report).toMatch(/role="alert">Worse than in 2099-01-01_00-00-00 by more than 400\.00 %: /);
  madeRun(outputDir, slow, 1_000_000, record);
  const better = await bench(url, outputDir, ...good);
  expect(better).toMatchObject({ code: 0 });
  expect(recordOf(better.folder).baseline).toMatchObject({ run: slow, worse: [] });
});

test('a base that was named must be there and of the same work, before anything is sent', async () => {
  const outputDir = newFolder();
  const { server, url } = await startMock();
  const none = await bench(url, outputDir, '--baseline', '2026-11-25_10-00-00');
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('found no run.json') });
  const { folder } = await runBench(settingsFor(url, { outputDir }));
  server.truth.take();
  const unlike = await bench(url, outputDir, '--baseline', basename(folder));
  expect(unlike.code).toBe(2);
  expect(unlike.stderr).toMatch(/was given other work:\nkvmini: {3}profile: test → standard\n/);
  const alone = await bench(url, outputDir, '--max-regression', '5%');
  expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining('needs --baseline RUN') });
  const odd = await bench(url, outputDir, '--baseline', 'latest-good', '--max-regression', 'much');
  expect(odd).toMatchObject({ code: 2, stderr: expect.stringContaining('found "much"') });
  expect(server.truth.take()).toEqual([]);
});

test('a base that can not be read fails the run, whose figures are kept', async () => {
  const outputDir = newFolder();
  const { url } = await startMock();
  const first = await bench(url, outputDir);
  expect(first.code).toBe(0);
  appendFileSync(join(first.folder, 'requests.jsonl'), '{}\n');
  const second = await bench(url, outputDir, '--baseline', 'latest-good');
  expect(second).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^kvmini: not compared with \S+: .*:56: not as this version/m),
  });
  expect(JSON.parse(second.stdout).counts.successes).toBe(50);
  expect(recordOf(second.folder).exitCode).toBe(1);
});

test('a run that failed is compared with nothing, and a name must be one', async () => {
  const outputDir = newFolder();
  const { url } = await startMock();
  const flags = ['--run-name', 'n', '--baseline', 'latest-good', '--retries', '0', '--no-wait'];
  const closed = await bench('http://127.0.0.1:9', outputDir, ...flags);
  expect(closed.code).toBe(1);
  expect(recordOf(closed.folder)).toMatchObject({ exitCode: 1, baseline: { run: null } });
  const wrong = await bench(url, outputDir, '--run-name', '-x y');
  expect(wrong).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/--run-name: expected a name of at most 63 .*, found "-x y"/),
  });
});
