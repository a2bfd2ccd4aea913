import { appendFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolder, runBench, settingsFor, startMock } from '../run/runs';
import { run } from './program';

test('compares runs by path or name; exit code 3 where one is worse than allowed', async () => {
  const outputDir = newFolder();
  const fast = await startMock({ ttft: 5 });
  const slow = await startMock({ ttft: 60, faults: { http_500: 0.4 } });
  const settings = { outputDir, requests: 40, slo: { ttftMs: 2_000, good: 0.1 } };
  const base = await runBench(settingsFor(fast.url, settings));
  const worse = await runBench(settingsFor(slow.url, settings));
  const env = { KVMINI_OUTPUT_DIR: outputDir };
  const down = await run(['compare', base.folder, 'latest', '--json'], env);
  const figures = new Map<string, { verdict: string; missed: boolean; change: number }>(
    JSON.parse(down.stdout).figures.map((each: { title: string }) => [each.title, each]),
  );
  expect(down.code).toBe(3);
  expect(down.stderr).toContain('Time to first token, p50');
  expect(figures.get('Time to first token, p50')).toMatchObject({ verdict: 'worse', missed: true });
  expect(figures.get('Error rate')).toMatchObject({ verdict: 'worse', missed: true });
  expect(figures.get('Good fraction')).toMatchObject({ verdict: 'worse' });
  const up = await run(
    ['compare', 'latest', basename(base.folder)].concat('--max-regression', '100000%'),
    env,
  );
  expect(up.code).toBe(0);
  expect(up.stdout).toMatch(/Time to first token, p50 .* better/);
  const same = await run(['compare', worse.folder, worse.folder], env);
  expect(same).toMatchObject({ code: 0, stdout: expect.not.stringMatching(/better|worse/) });
});

test('compares a killed run by its rows, and leaves out the row that was cut', async () => {
  const { url } = await startMock();
  const { folder } = await runBench(settingsFor(url));
  rmSync(join(folder, 'results.json'));
  appendFileSync(join(folder, 'requests.jsonl'), '{"index":10,"pha');
  const { code, stdout } = await run(['compare', folder, folder, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).figures.length).toBeGreaterThan(10);
  appendFileSync(join(folder, 'requests.jsonl'), '\n{}\n');
  const broken = await run(['compare', folder, folder]);
  expect(broken).toMatchObject({ code: 1, stderr: expect.stringContaining(':11: not valid JSON') });
});

test('says what is no run and no part', async () => {
  const none = await run(['compare', 'nowhere', 'latest']);
  expect(none).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('nowhere: expected a run'),
  });
  const wrong = await run(['compare', 'a', 'b', '--max-regression', 'little']);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('5% or 0.05') });
});
