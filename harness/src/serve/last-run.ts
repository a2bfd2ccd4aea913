import { Gauge, type Registry } from 'prom-client';
import { PERCENTILE_NAMES, PERCENTILES } from '../figures/distribution';
import { measuresWith } from '../figures/measures';
import type { Results, RunRecord } from '../results/schema';

const TIMES = measuresWith(({ metric }) => metric);

type Figure = readonly [name: string, help: string, of: (results: Results) => number | null];

const FIGURES: readonly Figure[] = [
  ['requests', 'Attempts', ({ counts }) => counts.attempts],
  ['request_throughput', 'Successes per second', (results) => results.requestThroughput],
  [
    'output_token_throughput',
    'Output tokens of successes per second',
    (results) => results.outputTokenThroughput,
  ],
  ['error_ratio', 'Failed part of the attempts', (results) => results.errorRate],
  ['goodput', 'Good requests per second', (results) => results.goodput],
  ['good_ratio', 'Good part of the attempts', (results) => results.goodFraction],
  ['duration_seconds', 'From the first request sent to the last ended', (r) => r.durationSeconds],
];

/** The figures of the latest results as gauges; a figure that a run does not have is not there. */
export class LastRunMetrics {
  private readonly times: Gauge<'quantile'>[];
  private readonly figures: Gauge[];
  private readonly ended: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    const named = (name: string, help: string) => ({
      ...{ name: `kvmini_last_run_${name}`, help: `${help}, of the last run`, registers },
    });
    this.times = TIMES.map(({ metric = '', title }) => {
      return new Gauge({ ...named(metric, title), labelNames: ['quantile'] as const });
    });
    this.figures = FIGURES.map(([name, help]) => new Gauge(named(name, help)));
    this.ended = new Gauge(named('end_timestamp_seconds', 'When it ended'));
    for (const gauge of [...this.figures, this.ended]) gauge.remove();
  }

  /** Shows a run's results in place of the ones before. */
  show(record: RunRecord, results: Results): void {
    for (const [i, { name }] of TIMES.entries()) {
      this.times[i]?.reset();
      for (const percentile of PERCENTILE_NAMES) {
        const value = results.distributions[name]?.[percentile];
        const quantile = String(PERCENTILES[percentile] / 100);
        if (typeof value === 'number') this.times[i]?.set({ quantile }, value / 1000);
      }
    }
    for (const [i, [, , of]] of FIGURES.entries()) set(this.figures[i], of(results));
    set(this.ended, record.endedAt === null ? null : Date.parse(record.endedAt) / 1000);
  }
}

function set(gauge: Gauge | undefined, value: number | null): void {
  if (value === null) gauge?.remove();
  else gauge?.set(value);
}
