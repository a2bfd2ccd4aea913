import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolder, readRun, startMock } from '../run/runs';
import { shortRun } from './patched';
import { onlyRun, run, start, until } from './program';

const rowsOf = (folder: string): string[] => {
  const path = join(folder, 'requests.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
};

const rowCount = (outputDir: string) => rowsOf(onlyRun(outputDir) ?? '').length;

test('writes the results and shows them; --json writes only them to stdout', async () => {
  const { url } = await startMock();
  const out = newFolder();
  const shown = await run(shortRun(url, out));
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toMatch(/Requests +5, of which 5 succeeded/);
  expect(shown.stdout).toContain(onlyRun(out));
  const asJson = await run([...shortRun(url, newFolder()), '--json']);
  expect(JSON.parse(asJson.stdout)).toMatchObject({ schemaVersion: 1, counts: { successes: 5 } });
});

test('shows on stderr how far the run is, by requests or by time', async () => {
  const { url } = await startMock();
  const flags = shortRun(url, newFolder()).filter((flag) => flag !== '--no-progress');
  const [counted, timed] = await Promise.all([
    run(flags),
    run([...flags, '--duration', '500ms', '--rate', '20', '--concurrency', '20']),
  ]);
  expect(counted.stderr).toMatch(/load \[.*\] 5\/5 {2}0 errors/);
  expect(timed.stderr).toMatch(/load \[.*\] 10 requests {2}0 errors/);
});

test('a dry run shows each setting and where it is from, and sends nothing', async () => {
  const { server, url } = await startMock();
  const out = newFolder();
  const { code, stdout } = await run([...shortRun(url, out), '--dry-run', '--json'], {
    KVMINI_SEED: '7',
  });
  const { settings, origins, target } = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(settings).toMatchObject({ profile: 'smoke', requests: 5, seed: 7 });
  expect(origins).toMatchObject({ maxTokens: 'flag', seed: 'environment', endpoint: 'default' });
  expect(target).toEqual({
    ...{ url: `${url}/`, from: '--url' },
    models: ['/v1', '/openai/v1', ''].map((path) => `${url}${path}/models`),
    requests: ['/v1', '/openai/v1', ''].map((path) => `${url}${path}/chat/completions`),
  });
  expect([server.truth.take(), readdirSync(out)]).toEqual([[], []]);
});

test('exit codes: 1 the run failed, 2 bad arguments, 3 the SLO was missed', async () => {
  const { url } = await startMock({ ttft: 20 });
  const broken = await startMock({ faults: { http_500: 1 } });
  const [failed, usage, noTarget, missed] = await Promise.all([
    run(shortRun(broken.url, newFolder())),
    run(['bench', '--reqests', '3']),
    run(['bench', '--service', 'only']),
    run([...shortRun(url, newFolder()), '--slo', 'ttft=1ms']),
  ]);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('no request succeeded: 5 × http_5xx');
  expect(usage.code).toBe(2);
  expect(usage.stderr).toContain('Did you mean --requests?');
  expect(noTarget).toMatchObject({ code: 2, stderr: expect.stringContaining('--namespace') });
  expect(missed.code).toBe(3);
  expect(missed.stderr).toContain('SLO missed: 0.00 % of the requests were good');
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s keeps and marks what finished', async (signal) => {
  const { url } = await startMock({ ttft: 30 });
  const out = newFolder();
  const { child, ended } = start([
    ...shortRun(url, out),
    '--requests',
    '5000',
    '--concurrency',
    '4',
  ]);
  await until(() => rowCount(out) > 8);
  child.kill(signal);
  const { code, stderr } = await ended;
  const { rows, results, record } = readRun(onlyRun(out) ?? '');
  expect(code).toBe(130);
  expect(stderr).toContain(`interrupted by ${signal}`);
  expect(record).toMatchObject({ outcome: 'interrupted', endedAt: expect.any(String) });
  expect(results.counts.successes).toBeGreaterThan(6);
  expect(rows).toHaveLength(results.counts.attempts + results.counts.unfinished + 1);
});

test('SIGKILL loses no row that was written, and leaves every row whole', async () => {
  const { server, url } = await startMock();
  const out = newFolder();
  const concurrency = 8;
  const { child, ended } = start([
    ...shortRun(url, out),
    ...['--requests', '100000', '--concurrency', `${concurrency}`],
  ]);
  await until(() => rowCount(out) > 300);
  child.kill('SIGKILL');
  expect((await ended).signal).toBe('SIGKILL');
  const folder = onlyRun(out) ?? '';
  const rows = rowsOf(folder).map((line) => JSON.parse(line));
  const answered = server.truth.take().filter((each) => each.chunks.length === 6).length;
  expect(rows.length).toBeGreaterThanOrEqual(answered - concurrency);
  expect(new Set(rows.map((row) => `${row.phase}${row.index}`)).size).toBe(rows.length);
  const record = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));
  expect(record).toMatchObject({ outcome: 'running', endedAt: null });
});

test('no key and no prompt in any file or line', async () => {
  const { url } = await startMock();
  const out = newFolder();
  const dataset = join(newFolder(), 'prompts.jsonl');
  writeFileSync(
    dataset,
    '{"prompt":"SECRETPROMPT tell me"}\n{"messages":[{"role":"user","content":"SECRETPROMPT"}]}\n',
  );
  const shown = await run(
    [...shortRun(url, out), '--dataset', dataset, '--api-key-env', 'MY_KEY'],
    {
      MY_KEY: 'SECRETKEY',
    },
  );
  expect(shown.code).toBe(0);
  const folder = onlyRun(out) ?? '';
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(texts.join()).toContain('MY_KEY');
  for (const text of [...texts, shown.stdout, shown.stderr]) expect(text).not.toMatch(/SECRET/);
  const unset = await run([...shortRun(url, out), '--api-key-env', 'NO_KEY']);
  expect(unset).toMatchObject({ code: 2, stderr: expect.stringContaining('NO_KEY is not set') });
});

test('a wrong data set is refused with its line', async () => {
  const dataset = join(newFolder(), 'prompts.jsonl');
  writeFileSync(dataset, '{"prompt":"fine"}\n{"promt":"SECRETPROMPT"}\n');
  const { code, stderr } = await run([
    'bench',
    '--url',
    'http://127.0.0.1:1',
    '--dataset',
    dataset,
  ]);
  expect(code).toBe(2);
  expect(stderr).toContain(`${dataset}:2: expected a JSON object`);
  expect(stderr).not.toContain('SECRET');
});

test('results that are removed under the run end it with a clear reason', async () => {
  const { url } = await startMock();
  const out = newFolder();
  const { ended } = start([...shortRun(url, out), '--requests', '2000', '--concurrency', '2']);
  await until(() => rowCount(out) > 3);
  rmSync(out, { recursive: true });
  const { code, stderr, stdout } = await ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/requests.jsonl: can't be written: the folder is gone/);
  expect(stdout).toMatch(/Requests +\d+, of which \d+ succeeded/);
});

test('a place that is no folder ends the run before load is sent', async () => {
  const { server, url } = await startMock();
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  const { code, stderr } = await run(shortRun(url, join(file, 'results')));
  expect([code, server.truth.take()]).toEqual([1, []]);
  expect(stderr).toMatch(
    /file\/results: can't be written: a part of the path is no folder.*--output-dir/,
  );
});

test('profiles lists what is found and what is wrong with it', async () => {
  const data = newFolder();
  const { stdout, code } = await run(['profiles', '--json'], { KVMINI_DATA: data });
  expect(code).toBe(0);
  const names = JSON.parse(stdout).map((each: { name: string }) => each.name);
  expect(names).toEqual(['burst', 'smoke', 'standard', 'sustained']);
});
