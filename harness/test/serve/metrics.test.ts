import { expect, test } from 'vitest';
import type { LiveRow } from '../../src/live/events';
import { LiveRun } from '../../src/live/run';
import { HarnessMetrics } from '../../src/serve/metrics';
import { readSamples } from './samples';

const runOf = (profile: string, id = 'r', planned = { warmup: 2, measured: 50 }, rate = 3) =>
  new LiveRun({
    ...{ type: 'started', run: id, profile, model: 'm', target: 't', rate, planned },
  });

const success: LiveRow = {
  ...{ type: 'row', phase: 'measured', outcome: 'success', good: true },
  ...{ promptTokens: 11, outputTokens: 3 },
  ...{ ttft: 0.1, tpot: 0.02, endToEnd: 0.14, endToEndFromSchedule: 0.141, scheduleDelay: 0.001 },
};

const scrape = async (metrics: HarnessMetrics) => readSamples(await metrics.registry.metrics());

test('a request is observed once in each histogram of a time that it has, by its profile', async () => {
  const metrics = new HarnessMetrics([], () => []);
  metrics.row(runOf('a'), success);
  metrics.row(runOf('a'), { ...success, ttft: 0.3 });
  const { tpot: _, endToEnd: __, endToEndFromSchedule: ___, ...broken } = success;
  metrics.row(runOf('a'), { ...broken, outcome: 'error', ttft: 0.8 });
  const samples = await scrape(metrics);
  const of = (name: string) => [
    samples.get(`kvmini_${name}_count{profile="a"}`),
    Math.round((samples.get(`kvmini_${name}_sum{profile="a"}`) ?? Number.NaN) * 1e6) / 1e6,
  ];
  expect({
    ttft: of('time_to_first_token_seconds'),
    tpot: of('time_per_output_token_seconds'),
    endToEnd: of('request_duration_seconds'),
    fromSchedule: of('request_duration_from_schedule_seconds'),
    delay: of('schedule_delay_seconds'),
  }).toEqual({
    // 0.1 + 0.3 + 0.8
    ttft: [3, 1.2],
    // twice 0.02, 0.14, 0.141
    ...{ tpot: [2, 0.04], endToEnd: [2, 0.28], fromSchedule: [2, 0.282] },
    // three times 0.001
    delay: [3, 0.003],
  });
});

test('buckets are seconds: a tenth of a second is in the bucket up to 0.1, and not below', async () => {
  const metrics = new HarnessMetrics([], () => []);
  metrics.row(runOf('a'), success);
  const samples = await scrape(metrics);
  const within = (le: string) =>
    samples.get(`kvmini_time_to_first_token_seconds_bucket{le="${le}",profile="a"}`);
  expect([within('0.05'), within('0.1'), within('120'), within('+Inf')]).toEqual([0, 1, 1, 1]);
  const bounds = [...samples.keys()].filter((name) =>
    name.startsWith('kvmini_schedule_delay_seconds_bucket'),
  );
  expect(bounds).toHaveLength(18);
});

test('requests, errors, tokens and good requests are counted by profile, outcome and reason', async () => {
  const metrics = new HarnessMetrics(['b'], () => []);
  const run = runOf('a');
  metrics.row(run, success);
  metrics.row(run, { ...success, good: false, promptTokens: 100, outputTokens: 20 });
  metrics.row(run, { type: 'row', phase: 'measured', outcome: 'error', reason: 'timeout' });
  metrics.row(run, { type: 'row', phase: 'measured', outcome: 'error', outputTokens: 7 });
  metrics.row(run, { type: 'row', phase: 'measured', outcome: 'unfinished' });
  metrics.row(run, { ...success, phase: 'warmup' });
  const samples = await scrape(metrics);
  const of = (name: string, labels: string) => samples.get(`kvmini_${name}{${labels}}`);
  expect({
    successes: of('requests_total', 'profile="a",outcome="success"'),
    errors: of('requests_total', 'profile="a",outcome="error"'),
    unfinished: of('requests_total', 'profile="a",outcome="unfinished"'),
    timeouts: of('request_errors_total', 'profile="a",reason="timeout"'),
    others: of('request_errors_total', 'profile="a",reason="other"'),
    prompt: of('prompt_tokens_total', 'profile="a"'),
    output: of('output_tokens_total', 'profile="a"'),
    good: of('good_requests_total', 'profile="a"'),
    elsewhere: of('requests_total', 'profile="b",outcome="success"'),
  }).toEqual({
    ...{ successes: 2, errors: 2, unfinished: 1, timeouts: 1, others: 1 },
    // 11 + 100 and 3 + 20, of successes alone
    ...{ prompt: 111, output: 23, good: 1, elsewhere: 0 },
  });
});

test('gauges are of the runs under way: summed, but for the busiest and the largest', async () => {
  const [one, two] = [runOf('a'), runOf('b', 's', { warmup: 1, measured: 200 }, 10)];
  const metrics = new HarnessMetrics([], () => [one, two]);
  one.take({ type: 'tick', sent: 9, utilization: 0.25, residentBytes: 300 });
  two.take({ type: 'tick', sent: 20, utilization: 0.75, residentBytes: 100 });
  one.take({ ...success, phase: 'warmup' });
  for (let i = 0; i < 3; i++) one.take(success);
  two.take(success);
  const samples = await scrape(metrics);
  const names = [
    ...['run_active', 'requests_in_flight', 'target_rate', 'generator_utilization_ratio'],
    ...['generator_resident_memory_bytes', 'requests_planned{phase="warmup"}'],
    ...['requests_planned{phase="measured"}', 'requests_finished{phase="warmup"}'],
    'requests_finished{phase="measured"}',
  ];
  expect(names.map((name) => samples.get(`kvmini_${name}`))).toEqual([
    // two; 9 − 4 and 20 − 1 in flight; 3 + 10 per second; the busier thread
    ...[2, 24, 13, 0.75],
    // the larger memory; 2 + 1 and 50 + 200 planned; one of the warm-up, 3 + 1 measured
    ...[300, 3, 250, 1, 4],
  ]);
});

test('in flight is never below 0: a row may come before the tick that tells of it', () => {
  const run = runOf('a');
  run.take({ type: 'tick', sent: 1, utilization: 0, residentBytes: 0 });
  run.take(success);
  run.take(success);
  expect(run.inFlight).toBe(0);
});

test('the identities of runs that are over are forgotten when another begins alone', async () => {
  const runs: LiveRun[] = [];
  const metrics = new HarnessMetrics([], () => runs);
  const identities = async () =>
    [...(await scrape(metrics))].flatMap(([name]) => /run_info\{run="(\w+)"/.exec(name)?.[1] ?? []);
  const start = (id: string) => {
    const run = runOf('a', id);
    runs.push(run);
    metrics.started(run);
  };
  start('first');
  start('second');
  expect(await identities()).toEqual(['first', 'second']);
  runs.splice(0);
  metrics.ended('done');
  metrics.ended('killed');
  metrics.ended('done');
  start('third');
  expect(await identities()).toEqual(['third']);
  const samples = await scrape(metrics);
  const ended = ['done', 'failed', 'interrupted', 'killed'].map((outcome) =>
    samples.get(`kvmini_runs_total{outcome="${outcome}"}`),
  );
  expect(ended).toEqual([2, 0, 0, 1]);
});

test('a profile that no folder has exists at 0 from its first run on', async () => {
  const run = runOf('own');
  const metrics = new HarnessMetrics([], () => [run]);
  metrics.started(run);
  const samples = await scrape(metrics);
  expect(samples.get('kvmini_requests_total{profile="own",outcome="success"}')).toBe(0);
  expect(samples.get('kvmini_request_errors_total{profile="own",reason="http_429"}')).toBe(0);
  expect(samples.get('kvmini_time_per_output_token_seconds_count{profile="own"}')).toBe(0);
});

test('32 profiles have labels of their own, in their order; all others are one', async () => {
  const names = Array.from({ length: 30 }, (_, i) => `p${i}`);
  const metrics = new HarnessMetrics([...names, ...names], () => []);
  for (const name of ['q1', 'q2', 'q3', 'q4', 'q1', 'p7']) metrics.row(runOf(name), success);
  for (let i = 0; i < 2_000; i++) metrics.started(runOf(`r${i}`));
  const samples = await scrape(metrics);
  const label = /^kvmini_requests_total\{profile="(\w+)",outcome="success"\}$/;
  const counted = Object.fromEntries(
    [...samples].flatMap(([name, count]) => {
      const [, profile] = label.exec(name) ?? [];
      return profile === undefined ? [] : [[profile, count] as const];
    }),
  );
  expect(Object.keys(counted)).toEqual([...names, 'q1', 'q2', 'other']);
  expect(counted).toMatchObject({ p0: 0, p7: 1, q1: 2, q2: 1, other: 2 });
  expect([...samples.keys()].filter((name) => name.includes('run_info'))).toHaveLength(1);
  expect(samples.get('kvmini_serve_errors_total')).toBe(0);
  metrics.failed();
  expect((await scrape(metrics)).get('kvmini_serve_errors_total')).toBe(1);
});

test('labels from outside are cut and have no control characters', async () => {
  const long = 'x'.repeat(20e6);
  const run = new LiveRun({
    ...{ type: 'started', run: 'r', profile: `\u001b[2J${long}`, model: long, target: '\n' },
    ...{ rate: 0, planned: { warmup: 0, measured: 1 } },
  });
  const metrics = new HarnessMetrics([], () => [run]);
  metrics.started(run);
  const text = await metrics.registry.metrics();
  expect(text.length).toBeLessThan(100_000);
  expect(text).toContain('profile="\\\\u001b[2Jx');
  expect(text).not.toContain('\u001b');
});
