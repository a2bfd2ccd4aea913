import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { onlyRun, run, start, until } from '../cli/program';
import { readRun, startMock } from '../run/runs';
import { scrape, startServe } from './serving';

const bench = (url: string, ...more: string[]) => [
  ...['bench', '--url', url, '--profile', 'smoke', '--max-tokens', '6', '--no-progress'],
  ...more,
];

test('makes the tree, is healthy and ready, and has every series at 0 from the start', async () => {
  const { url, data, outputDir, child, ended } = await startServe();
  expect(readdirSync(data).sort()).toEqual(['live.sock', 'logs', 'profiles', 'results', 'scripts']);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const samples = await scrape(url);
  for (const name of [
    'kvmini_run_active',
    'kvmini_runs_total{outcome="done"}',
    'kvmini_runs_total{outcome="killed"}',
    'kvmini_requests_total{profile="smoke",outcome="success"}',
    'kvmini_request_errors_total{profile="standard",reason="http_5xx"}',
    'kvmini_requests_in_flight',
    'kvmini_requests_planned{phase="measured"}',
    'kvmini_good_requests_total{profile="burst"}',
    'kvmini_time_to_first_token_seconds_count{profile="sustained"}',
  ]) {
    expect([name, samples.get(name)]).toEqual([name, 0]);
  }
  const types = await (await fetch(`${url}/metrics`)).text();
  for (const [, name, type] of types.matchAll(/^# TYPE (kvmini_\S+) (\S+)$/gm)) {
    expect(`${name} ${type}`).toMatch(type === 'counter' ? /_total counter$/ : /(?<!_total) \w+$/);
  }
  rmSync(outputDir, { recursive: true });
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

test('shows a run while it goes on and when it is over, in metrics and pages', async () => {
  const { url, outputDir, env, data } = await startServe();
  const mock = await startMock({ ttft: 20, faults: { http_500: 0.2 } });
  const slo = ['--slo', 'ttft=10s,good=10%'];
  const load = ['--requests', '120', '--concurrency', '4', '--rate', '80', ...slo];
  const going = start(bench(mock.url, ...load), env);
  await until(
    async () => ((await scrape(url)).get('kvmini_requests_finished{phase="measured"}') ?? 0) > 5,
  );
  const during = await scrape(url);
  expect(during.get('kvmini_run_active')).toBe(1);
  expect(during.get('kvmini_requests_planned{phase="measured"}')).toBe(120);
  expect(during.get('kvmini_target_rate')).toBe(80);
  expect((await going.ended).code).toBe(0);
  await until(async () => (await scrape(url)).get('kvmini_runs_total{outcome="done"}') === 1);
  const folder = onlyRun(outputDir) ?? '';
  const { results } = readRun(folder);
  await until(async () => (await scrape(url)).has('kvmini_last_run_requests'));
  const after = await scrape(url);
  const { counts } = results;
  const profile = 'profile="smoke"';
  expect(after.get(`kvmini_requests_total{${profile},outcome="success"}`)).toBe(counts.successes);
  expect(after.get(`kvmini_request_errors_total{${profile},reason="http_5xx"}`)).toBe(
    counts.errors,
  );
  expect(after.get(`kvmini_good_requests_total{${profile}}`)).toBe(counts.good);
  expect(after.get(`kvmini_output_tokens_total{${profile}}`)).toBe(results.outputTokens);
  expect(after.get(`kvmini_request_duration_seconds_count{${profile}}`)).toBe(counts.successes);
  expect(after.get('kvmini_last_run_time_to_first_token_seconds{quantile="0.99"}')).toBeCloseTo(
    (results.distributions.ttft?.p99 ?? 0) / 1000,
    9,
  );
  expect(after.get('kvmini_run_active')).toBe(0);
  expect([...after.keys()].filter((each) => each.startsWith('kvmini_run_info'))).toHaveLength(1);
  const id = basename(folder);
  // The list is looked up once a second at most.
  const list = async () => await (await fetch(url)).text();
  await until(async () => (await list()).includes(`href="runs/${id}/report.html"`));
  const report = await fetch(`${url}/runs/${id}/report.html`);
  expect(await report.text()).toBe(readFileSync(join(folder, 'report.html'), 'utf8'));
  expect(report.headers.get('content-security-policy')).toContain("default-src 'none'");
  const log = readFileSync(join(data, 'logs/kvmini.log'), 'utf8');
  expect(log).toContain(`run ${id} ended: done`);
});

test('SIGTERM ends runs under way with their results kept, then exits with 0', async () => {
  const { url, outputDir, env, child, ended } = await startServe();
  const mock = await startMock();
  const going = start(bench(mock.url, '--requests', '100000', '--concurrency', '4'), env);
  await until(
    async () => ((await scrape(url)).get('kvmini_requests_finished{phase="measured"}') ?? 0) > 5,
  );
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  expect((await going.ended).code).toBe(130);
  const { record, results } = readRun(onlyRun(outputDir) ?? '');
  expect(record).toMatchObject({ outcome: 'interrupted', reason: expect.stringContaining('pod') });
  expect(results.counts.successes).toBeGreaterThan(0);
  expect(existsSync(env.KVMINI_SOCKET ?? '')).toBe(false);
});

test('a killed run is counted as such, and one that never reached its target as failed', async () => {
  const { url, env } = await startServe();
  const mock = await startMock();
  const going = start(bench(mock.url, '--requests', '100000'), env);
  await until(async () => (await scrape(url)).get('kvmini_run_active') === 1);
  going.child.kill('SIGKILL');
  await run(bench('http://127.0.0.1:9', '--retries', '0'), env);
  await until(async () => (await scrape(url)).get('kvmini_runs_total{outcome="killed"}') === 1);
  await until(async () => (await scrape(url)).get('kvmini_runs_total{outcome="failed"}') === 1);
  const samples = await scrape(url);
  expect(samples.get('kvmini_run_active')).toBe(0);
  expect(samples.get('kvmini_requests_in_flight')).toBe(0);
});

test('hands out files of runs and nothing else', async () => {
  const { url, env } = await startServe();
  for (const path of [
    '/nothing',
    '/runs/latest/report.html',
    '/runs/%2e%2e/logs',
    '/runs/..%2f/x',
  ]) {
    expect((await fetch(url + path)).status).toBe(404);
  }
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  const second = await run(['serve', '--port', '0'], env);
  expect(second).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('another kvmini serve'),
  });
  const wrong = await run(['serve', '--port', 'http'], env);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('--port: expected') });
});
