import { Gauge, type Registry } from 'prom-client';
import type { MeasureName } from '../figures/measures';
import type { Results, RunRecord } from '../results/schema';

const TIMES: readonly (readonly [name: string, help: string, measure: MeasureName])[] = [
  ['time_to_first_token_seconds', 'Time to first token', 'ttft'],
  ['time_per_output_token_seconds', 'Time per output token', 'tpot'],
  ['request_duration_seconds', 'End to end', 'endToEnd'],
  ['request_duration_from_schedule_seconds', 'End to end, from schedule', 'endToEndFromSchedule'],
  ['schedule_delay_seconds', 'Schedule delay', 'scheduleDelay'],
];
const QUANTILES = { p50: '0.5', p90: '0.9', p95: '0.95', p99: '0.99' } as const;

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
    this.times = TIMES.map(
      ([name, help]) => new Gauge({ ...named(name, help), labelNames: ['quantile'] as const }),
    );
    this.figures = FIGURES.map(([name, help]) => new Gauge(named(name, help)));
    this.ended = new Gauge(named('end_timestamp_seconds', 'When it ended'));
    for (const gauge of [...this.figures, this.ended]) gauge.remove();
  }

  /** Shows a run's results in place of the ones before. */
  show(record: RunRecord, results: Results): void {
    for (const [i, [, , measure]] of TIMES.entries()) {
      this.times[i]?.reset();
      const summary = results.distributions[measure];
      for (const [name, quantile] of Object.entries(QUANTILES)) {
        const value = summary?.[name as keyof typeof QUANTILES];
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
