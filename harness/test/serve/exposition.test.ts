import { expect, test } from 'vitest';
import { LiveRun } from '../../src/live/run';
import { LastRunMetrics } from '../../src/serve/last-run';
import { HarnessMetrics } from '../../src/serve/metrics';
import { MADE_RECORD, MADE_RESULTS, MADE_SUMMARIES } from '../figures/made-run';

/** What Prometheus reads, without what prom-client tells of the process and without this machine's version of Node.js. */
async function exposition(metrics: HarnessMetrics): Promise<string> {
  const text = await metrics.registry.metrics();
  const families = text.split('\n\n').filter((each) => each.startsWith('# HELP kvmini_'));
  return `${families.join('\n\n').replaceAll(process.version, 'v0.0.0').trim()}\n`;
}

const runOf = (id: string) =>
  new LiveRun({
    ...{ type: 'started', run: id, profile: 'burst', model: 'm', target: 'http://t', rate: 3 },
    planned: { warmup: 2, measured: 50 },
  });

test('all metrics of a run under way and of the last one, as Prometheus reads them', async () => {
  const run = runOf('r1');
  const metrics = new HarnessMetrics(['standard'], () => [run]);
  const last = new LastRunMetrics(metrics.registry);
  metrics.started(run);
  run.take({ type: 'tick', sent: 9, utilization: 0.25, residentBytes: 300 });
  metrics.row(run, {
    ...{ type: 'row', phase: 'measured', outcome: 'success', promptTokens: 11, outputTokens: 3 },
    ...{ ttft: 0.1, tpot: 0.02, endToEnd: 0.14, endToEndFromSchedule: 0.141, good: true },
  });
  last.show(MADE_RECORD, MADE_RESULTS);
  await expect(await exposition(metrics)).toMatchFileSnapshot('golden/metrics.txt');
});

test('what every process of Node.js tells is told as well', async () => {
  const text = await new HarnessMetrics([], () => []).registry.metrics();
  for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds'])
    expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
});

test('of more than 32 runs under way the latest 32 are listed', async () => {
  const runs = Array.from({ length: 40 }, (_, i) => runOf(`r${i}`));
  const metrics = new HarnessMetrics([], () => runs);
  metrics.started(runs[39] as LiveRun);
  const listed = (await exposition(metrics)).match(/run_info\{run="\w+"/g) ?? [];
  expect([listed.length, listed[0]]).toEqual([32, 'run_info{run="r8"']);
});

test('the figures of a last run go with it, and a run without an end has none', async () => {
  const metrics = new HarnessMetrics([], () => []);
  const last = new LastRunMetrics(metrics.registry);
  last.show(MADE_RECORD, MADE_RESULTS);
  const none = { ...MADE_SUMMARIES.ttft, p50: null, p90: null, p95: null, p99: null };
  last.show(
    { ...MADE_RECORD, endedAt: null },
    {
      ...{ ...MADE_RESULTS, slo: null, durationSeconds: null },
      distributions: { ...MADE_RESULTS.distributions, ttft: none },
    },
  );
  const text = await exposition(metrics);
  for (const name of [
    'time_to_first_token_seconds{',
    'request_throughput ',
    'end_timestamp_seconds ',
    'slo_met ',
  ])
    expect(text).not.toContain(`\nkvmini_last_run_${name}`);
  expect(text).toContain('\nkvmini_last_run_request_duration_seconds{');
});
