import { Gauge, type Registry } from 'prom-client';
import { PERCENTILE_NAMES, PERCENTILES } from '../figures/distribution';
import { measuresWith } from '../figures/measures';
import { totalsWith } from '../figures/totals';
import type { Results, RunRecord } from '../results/schema';

const TIMES = measuresWith(({ metric }) => metric);

const NUMBERS = totalsWith(({ metric }) => metric);

/** The figures of the latest results as gauges; a figure that a run does not have is not there. */
export class LastRunMetrics {
  private readonly times: Gauge<'quantile'>[];
  private readonly numbers: Gauge[];
  private readonly sloMet: Gauge;
  private readonly ended: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    const named = (name: string, help: string) => ({
      ...{ name: `kvmini_last_run_${name}`, help: `${help}, of the last run`, registers },
    });
    this.times = TIMES.map(({ metric = '', title }) => {
      return new Gauge({ ...named(metric, title), labelNames: ['quantile'] as const });
    });
    this.numbers = NUMBERS.map(({ metric = '', title }) => new Gauge(named(metric, title)));
    this.sloMet = new Gauge(named('slo_met', 'Whether it met its SLO, 1 or 0'));
    this.ended = new Gauge(named('end_timestamp_seconds', 'When it ended'));
    for (const gauge of [...this.numbers, this.sloMet, this.ended]) gauge.remove();
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
    for (const [i, { value }] of NUMBERS.entries()) set(this.numbers[i], value(results));
    const met = results.slo?.met ?? null;
    set(this.sloMet, met === null ? null : Number(met));
    set(this.ended, record.endedAt === null ? null : Date.parse(record.endedAt) / 1000);
  }
}

function set(gauge: Gauge | undefined, value: number | null): void {
  if (value === null) gauge?.remove();
  else gauge?.set(value);
}
