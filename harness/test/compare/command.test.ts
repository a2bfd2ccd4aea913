import { appendFileSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RequestRow } from '../../src/request/row';
import { runHere as run } from '../cli/in-process';
import { MADE_ROWS } from '../figures/made-rows';
import { MADE_RECORD, writeMadeRun } from '../figures/made-run';
import { newFolder, runBench, settingsFor, startMock } from '../run/runs';

/** Alike requests, eight of them every 250 ms: to the first token so long, and every so many fails. */
const alike = (ttft: number, failing: number): RequestRow[] =>
  Array.from({ length: 64 }, (_, i): RequestRow => {
    const [scheduledMs, fails] = [250 * Math.floor(i / 8), i % failing === 1];
    return {
      ...{ ...(MADE_ROWS[1] as RequestRow), scheduledMs, sentMs: scheduledMs, outputTokens: 1 },
      ...{ firstTokenMs: scheduledMs + ttft, lastTokenMs: scheduledMs + 2_000 },
      endMs: scheduledMs + 250,
      ...(fails && { outcome: 'error', reason: 'reset' }),
    };
  });

const NAMES = ['2026-11-25_10-00-00', '2026-11-25_10-00-01'] as const;

/** Writes two runs, `latest` being the second. */
function writeRuns(base: readonly RequestRow[], run: readonly RequestRow[]) {
  const outputDir = newFolder();
  const settings = { ...MADE_RECORD.settings, slo: { ttftMs: 2_000, good: 0.1 } };
  const [baseFolder = '', runFolder = ''] = [base, run].map((rows, i) => {
    const record = { ...MADE_RECORD, id: NAMES[i] ?? '', settings };
    return writeMadeRun(outputDir, { rows, results: null, record });
  });
  symlinkSync(NAMES[1], join(outputDir, 'latest'));
  return { baseFolder, runFolder, env: { KVMINI_OUTPUT_DIR: outputDir } };
}

test('compares runs by path or name; exit code 3 where one is worse than allowed', async () => {
  const { baseFolder, runFolder, env } = writeRuns(alike(5, 64), alike(60, 3));
  const down = await run(['compare', baseFolder, 'latest', '--json'], env);
  const figures = new Map<string, { verdict: string; missed: boolean; change: number }>(
    JSON.parse(down.stdout).figures.map((each: { title: string }) => [each.title, each]),
  );
  expect(down.code).toBe(3);
  expect(down.stderr).toContain('Time to first token, p50');
  expect(figures.get('Time to first token, p50')).toMatchObject({
    ...{ base: 5, run: 60, change: 11, interval: [11, 11], verdict: 'worse', missed: true },
  });
  expect(figures.get('Error rate')).toMatchObject({ verdict: 'worse', missed: true });
  expect(figures.get('Good fraction')).toMatchObject({ verdict: 'worse' });
  const up = await run(['compare', 'latest', NAMES[0], '--max-regression', '100000%'], env);
  expect(up.code).toBe(0);
  expect(up.stdout).toMatch(/Time to first token, p50 .* better/);
  const same = await run(['compare', runFolder, runFolder], env);
  expect(same).toMatchObject({ code: 0, stdout: expect.not.stringMatching(/better|worse/) });
});

test('compares a killed run by its rows, and leaves out the row that was cut', async () => {
  const { url } = await startMock();
  const { folder } = await runBench(settingsFor(url));
  const whole = await run(['compare', folder, folder, '--json']);
  rmSync(join(folder, 'results.json'));
  appendFileSync(join(folder, 'requests.jsonl'), '{"index":10,"pha');
  const { code, stdout } = await run(['compare', folder, folder, '--json']);
  expect(code).toBe(0);
  const { figures } = JSON.parse(stdout);
  expect(figures).toEqual(JSON.parse(whole.stdout).figures);
  expect(figures).toContainEqual(
    expect.objectContaining({ title: 'Error rate', base: 0, run: 0, verdict: 'no change seen' }),
  );
  appendFileSync(join(folder, 'requests.jsonl'), '\n{}\n');
  const broken = await run(['compare', folder, folder]);
  expect(broken).toMatchObject({ code: 1, stderr: expect.stringContaining(':11: not valid JSON') });
});

test('a run whose rows are not those of its results is not compared', async () => {
  const { url } = await startMock();
  const { folder } = await runBench(settingsFor(url));
  const path = join(folder, 'requests.jsonl');
  const rows = readFileSync(path, 'utf8');
  const few = rows.split('\n').slice(-4).join('\n');
  for (const [text, count] of [
    ['', 0],
    [few, 3],
    [rows + rows, 20],
  ] as const) {
    writeFileSync(path, text);
    const { code, stderr } = await run(['compare', folder, folder]);
    expect([code, stderr.trim()]).toEqual([
      1,
      `kvmini: ${folder}: requests.jsonl has ${count} finished requests, and results.json counts 10: one of them was changed since the run; remove results.json to compare what the rows say`,
    ]);
  }
  rmSync(join(folder, 'results.json'));
  expect((await run(['compare', folder, folder])).code).toBe(0);
});

test.each(['durationSeconds', 'outputTokenThroughput', 'errorRate'])(
  'results with %s below 0 are none',
  async (name) => {
    const { url } = await startMock();
    const { folder } = await runBench(settingsFor(url));
    const path = join(folder, 'results.json');
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), [name]: -5 }));
    const { code, stderr } = await run(['compare', folder, folder]);
    expect([code, stderr.trim()]).toEqual([
      1,
      `kvmini: ${path}: not as this version writes it: ${name}`,
    ]);
  },
);

test('a run that did not end by itself is named as such, and nothing of a record steers the terminal', async () => {
  const outputDir = newFolder();
  const made = (id: string, outcome: 'done' | 'interrupted') =>
    writeMadeRun(outputDir, { results: null, record: { ...MADE_RECORD, id, outcome } });
  const runs = [made('a', 'done'), made('b\u001b[2J', 'interrupted')];
  const { stdout } = await run(['compare', ...runs]);
  expect(stdout.split('\n').slice(0, 2)).toEqual(['base a', 'run  b\\u001b[2J (interrupted)']);
  const json = (await run(['compare', ...runs, '--json'])).stdout;
  expect(json).not.toContain('\u001b');
  expect(JSON.parse(json)).toMatchObject({
    ...{ base: ['a'], run: ['b\u001b[2J'] },
    outcomes: { base: ['done'], run: ['interrupted'] },
  });
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

test('shows the figures of both runs, the change, its interval and what that means', async () => {
  // Alike requests leave chance nothing to draw.
  const { env } = writeRuns(alike(100, 64), alike(250, 2));
  const { stdout, code } = await run(['compare', ...NAMES], env);
  expect(code).toBe(3);
  const lines = stdout.split('\n');
  expect(lines.slice(0, 3)).toEqual(['base 2026-11-25_10-00-00', 'run  2026-11-25_10-00-01', '']);
  expect(lines[3]?.trim().split(/ {2,}/)).toEqual(['base', 'run', 'change', 'interval', 'verdict']);
  const cells = (title: string) =>
    lines
      .find((line) => line.startsWith(title))
      ?.slice(title.length)
      .trim()
      .split(/ {2,}/);
  expect(cells('Time to first token, p50')).toEqual([
    ...['100.00 ms', '250.00 ms', '+150.0 %', '+150.0 % to +150.0 %', 'worse than allowed'],
  ]);
  expect(cells('End to end, p99')).toEqual([
    ...['2000.00 ms', '2000.00 ms', '0.0 %', '-', 'too few'],
  ]);
  // 63 and 32 successes over 2 s
  expect(cells('Request throughput')?.slice(0, 3)).toEqual(['31.50 /s', '16.00 /s', '-49.2 %']);
  // 1 and 32 of 64
  expect(cells('Error rate')?.slice(0, 3)).toEqual(['1.56 %', '50.00 %', '+3100.0 %']);
  const back = await run(['compare', NAMES[1], NAMES[0]], env);
  expect(back.code).toBe(0);
  expect(back.stdout).toMatch(
    /Time to first token, p50 .* -60\.0 % {2}-60\.0 % to -60\.0 % +better/,
  );
});

test.each([
  ['60%', 0],
  ['0.6', 0],
  ['59%', 3],
  ['0.59', 3],
])('--max-regression %s', async (allowed, code) => {
  const { env } = writeRuns(alike(100, 64), alike(160, 64));
  expect((await run(['compare', ...NAMES, '--max-regression', allowed], env)).code).toBe(code);
});

/** Two runs whose records differ in some settings or facts. */
function writeUnlike(settings: object, facts: object = {}) {
  const outputDir = newFolder();
  for (const [i, id] of NAMES.entries()) {
    const record = {
      ...{ ...MADE_RECORD, ...(i > 0 && facts) },
      ...{ id, settings: { ...MADE_RECORD.settings, ...(i > 0 && settings) } },
    };
    writeMadeRun(outputDir, { record, results: null });
  }
  return { KVMINI_OUTPUT_DIR: outputDir };
}

test.each([
  ['rate', { rate: 7 }, 'rate: 3 → 7'],
  ['pattern', { pattern: 'poisson' }, 'pattern: - → poisson'],
  ['concurrency', { concurrency: 9 }, 'concurrency: 4 → 9'],
  ['prompt tokens', { promptTokens: 5 }, 'prompt tokens: - → 5'],
  ['output tokens', { maxTokens: 5 }, 'output tokens at most: - → 5'],
  ['endpoint', { endpoint: 'completions' }, 'endpoint: - → completions'],
  ['stream', { stream: false }, 'streamed answers: - → false'],
  ['data set', { dataset: 'b.jsonl' }, 'data set: - → b.jsonl'],
  ['profile', { profile: 'other' }, 'profile: made → other'],
  ['warm-up', { warmup: 2 }, 'warm-up requests: - → 2'],
])('runs of another %s are not compared without --force', async (_, settings, line) => {
  const env = writeUnlike(settings);
  const refused = await run(['compare', ...NAMES], env);
  expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(line) });
  expect(refused.stderr).toContain('--force');
  const forced = await run(['compare', ...NAMES, '--force'], env);
  expect(forced).toMatchObject({ code: 0, stdout: expect.stringContaining(line) });
});

test('another model, server or machine is shown first, and changes no exit code', async () => {
  const target = { ...MADE_RECORD.target, model: 'other-model', server: 'vllm/2' };
  const machine = { cpu: 'fast', cores: 8, memoryBytes: 2 ** 34 };
  const env = writeUnlike({}, { target, machine, node: 'v22.0.0' });
  const { code, stdout } = await run(['compare', ...NAMES], env);
  expect(code).toBe(0);
  const lines = stdout.split('\n');
  expect(lines.slice(2, 8)).toEqual([
    ...['', 'They differ in', '  model: made-model → other-model', '  server: - → vllm/2'],
    ...['  node version: v20.0.0 → v22.0.0', '  hardware: - → 8 × fast, 16 GiB'],
  ]);
});

test('takes several runs of each kind, and says how to name them', async () => {
  const { env } = writeRuns(alike(100, 64), alike(250, 64));
  const [base, other] = NAMES;
  const flags = ['--base', base, '--base', base, '--run', other, '--run', other];
  const { code, stdout } = await run(['compare', ...flags, '--json'], env);
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ base: [base, base], run: [other, other] });
  for (const some of [[], [base], ['--base', base], ['--run', base]]) {
    const none = await run(['compare', ...some], env);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('--base A --base B') });
  }
});
