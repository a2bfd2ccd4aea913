import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import type { Results, RunRecord } from '../../src/results/schema';
import { LastRunMetrics } from '../../src/serve/last-run';
import { MADE_RECORD, MADE_RESULTS, MADE_WITHOUT_SLO } from '../figures/made-run';
import { readSamples } from './samples';

const shown = async (...runs: (readonly [RunRecord, Results])[]) => {
  const registry = new Registry();
  const metrics = new LastRunMetrics(registry);
  for (const [record, results] of runs) metrics.show(record, results);
  const samples = readSamples(await registry.metrics());
  const of = (name: string) => samples.get(`kvmini_last_run_${name}`);
  return { samples, of };
};

test('each quantile of each time is its own, in seconds', async () => {
  const { of } = await shown([MADE_RECORD, MADE_RESULTS]);
  const quantiles = (name: string) =>
    ['0.5', '0.9', '0.95', '0.99'].map((quantile) => {
      const seconds = of(`${name}{quantile="${quantile}"}`) ?? Number.NaN;
      return Math.round(seconds * 1e6) / 1e6;
    });
  // The made summaries in milliseconds are 1050.12, 1090.12, … of the first measure, and so on.
  expect(quantiles('time_to_first_token_seconds')).toEqual([1.05012, 1.09012, 1.09512, 1.09912]);
  expect(quantiles('time_per_output_token_seconds')).toEqual([
    ...[2.05012, 2.09012, 2.09512, 2.09912],
  ]);
  expect(quantiles('request_duration_seconds')).toEqual([4.05012, 4.09012, 4.09512, 4.09912]);
  expect(quantiles('request_duration_from_schedule_seconds')).toEqual([
    ...[6.05012, 6.09012, 6.09512, 6.09912],
  ]);
  expect(quantiles('schedule_delay_seconds')).toEqual([7.05012, 7.09012, 7.09512, 7.09912]);
});

test('each total is its own, and rates are not swapped', async () => {
  const { of } = await shown([MADE_RECORD, MADE_RESULTS]);
  expect({
    requests: of('requests'),
    throughput: of('request_throughput'),
    tokens: of('output_token_throughput'),
    errors: of('error_ratio'),
    goodput: of('goodput'),
    good: of('good_ratio'),
    duration: of('duration_seconds'),
    met: of('slo_met'),
    ended: of('end_timestamp_seconds'),
  }).toEqual({
    ...{ requests: 4_000, throughput: 375, tokens: 12_487.5, errors: 0.25 },
    ...{ goodput: 312.5, good: 0.625, duration: 8, met: 0 },
    // 2026-11-25T10:00:08.500Z
    ended: Date.UTC(2026, 10, 25, 10, 0, 8, 500) / 1_000,
  });
});

test('what a run does not have is not there, also after one that had it', async () => {
  const empty = { count: 0, mean: null, p50: null, p90: null, p95: null, p99: null, max: null };
  const results: Results = {
    ...MADE_WITHOUT_SLO,
    distributions: { ...MADE_RESULTS.distributions, tpot: empty },
  };
  const { of, samples } = await shown(
    [MADE_RECORD, MADE_RESULTS],
    [{ ...MADE_RECORD, endedAt: null }, results],
  );
  for (const name of ['goodput', 'good_ratio', 'end_timestamp_seconds']) {
    expect([name, of(name)]).toEqual([name, undefined]);
  }
  expect([...samples.keys()].filter((name) => name.includes('per_output_token'))).toEqual([]);
  expect(of('requests')).toBe(4_000);
});

test('before any run there is none of them', async () => {
  const { samples } = await shown();
  expect([...samples.keys()]).toEqual([]);
});
