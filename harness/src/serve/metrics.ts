import { printable } from 'kvmini-contract/printable';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { measuresWith } from '../figures/measures';
import type { LiveRow } from '../live/events';
import { type LiveRun, SEEN_OUTCOMES, type SeenOutcome } from '../live/run';
import type { LiveListener } from '../live/server';
import { countOf, REASONS } from '../request/row';
import { VERSION } from '../version';
import { BoundedLabels } from './labels';

const SECONDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 60, 120,
];
/** Runs under way that are listed by name; others are only counted. */
const MOST_RUNS = 32;
const REQUEST_OUTCOMES = ['success', 'error', 'unfinished'] as const;

/** The metrics of the harness, but for those of the latest results. */
export class HarnessMetrics implements LiveListener {
  readonly registry = new Registry();
  private readonly runs = this.counter('runs_total', 'Runs that ended', ['outcome']);
  private readonly requests = this.counter('requests_total', 'Measured requests that ended', [
    'profile',
    'outcome',
  ]);
  private readonly errors = this.counter('request_errors_total', 'Measured requests that failed', [
    'profile',
    'reason',
  ]);
  private readonly prompt = this.counter(
    'prompt_tokens_total',
    'Known prompt tokens of successes',
    ['profile'],
  );
  private readonly output = this.counter(
    'output_tokens_total',
    'Known output tokens of successes',
    ['profile'],
  );
  private readonly good = this.counter('good_requests_total', 'Successes that met the SLO', [
    'profile',
  ]);
  private readonly times = measuresWith(({ metric }) => metric).map(
    ({ name, metric = '', definition }) => [name, this.seconds(metric, definition)] as const,
  );
  private readonly runInfo = this.gauge('run_info', 'The runs under way, or the last one', [
    'run',
    'profile',
    'model',
    'target',
  ]);

  private readonly serveErrors = this.counter(
    'serve_errors_total',
    'Errors of serve itself; see its log',
    [],
  );
  private readonly labels = new BoundedLabels();

  /**
   * @param profiles whose series exist from the start, the most important ones first
   * @param active the runs under way, looked at when the metrics are scraped
   */
  constructor(
    profiles: readonly string[],
    private readonly active: () => readonly LiveRun[],
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('build_info', 'The harness', ['version', 'node']).set(
      { version: VERSION, node: process.version },
      1,
    );
    for (const outcome of SEEN_OUTCOMES) this.runs.inc({ outcome }, 0);
    this.serveErrors.inc(0);
    for (const profile of profiles) this.labelOf(profile);
    this.addGauges();
  }

  /** Notes an error of `serve` itself. */
  failed(): void {
    this.serveErrors.inc();
  }

  /** Notes a run's begin; the identities of runs that are over are forgotten then. */
  started(run: LiveRun): void {
    this.labelOf(run.about.profile);
    this.runInfo.reset();
    for (const { about } of new Set([...this.active().slice(-MOST_RUNS), run])) {
      const { run: id, profile, model, target } = about;
      const texts = { run: id, profile, model, target };
      const labels = Object.entries(texts).map(([name, text]) => [name, printable(text)]);
      this.runInfo.set(Object.fromEntries(labels), 1);
    }
  }

  /** Notes a run's end; its identity stays until another run begins. */
  ended(outcome: SeenOutcome): void {
    this.runs.inc({ outcome });
  }

  /** Notes a request; those of the warm-up are in no figure. */
  row({ about }: LiveRun, row: LiveRow): void {
    if (row.phase === 'warmup') return;
    const profile = this.labelOf(about.profile);
    this.requests.inc({ profile, outcome: row.outcome });
    if (row.outcome === 'error') this.errors.inc({ profile, reason: row.reason ?? 'other' });
    if (row.outcome === 'success') {
      this.prompt.inc({ profile }, countOf(row.promptTokens) ?? 0);
      this.output.inc({ profile }, countOf(row.outputTokens) ?? 0);
    }
    if (row.good) this.good.inc({ profile });
    for (const [name, histogram] of this.times) {
      const value = row[name];
      if (isTime(value)) histogram.observe({ profile }, value);
    }
  }

  /** The label of a profile, whose series then exist. */
  private labelOf(name: string): string {
    return this.labels.of(name, (label) => this.known(label));
  }

  /** Makes a profile's series exist, at 0. */
  private known(profile: string): void {
    for (const outcome of REQUEST_OUTCOMES) this.requests.inc({ profile, outcome }, 0);
    for (const reason of REASONS) this.errors.inc({ profile, reason }, 0);
    for (const each of [this.prompt, this.output, this.good]) each.inc({ profile }, 0);
    for (const [, histogram] of this.times) histogram.zero({ profile });
  }

  private addGauges(): void {
    const { active } = this;
    const sum = (name: string, help: string, of: (run: LiveRun) => number) => {
      const gauge = this.gauge(name, help, [], () =>
        gauge.set(active().reduce((total, run) => total + of(run), 0)),
      );
    };
    const most = (name: string, help: string, of: (run: LiveRun) => number) => {
      const gauge = this.gauge(name, help, [], () => gauge.set(Math.max(0, ...active().map(of))));
    };
    sum('run_active', 'Runs under way', () => 1);
    sum('requests_in_flight', 'Requests on their way', (run) => run.inFlight);
    sum('target_rate', 'Requests per second wanted; 0 for a closed loop', (run) => run.about.rate);
    most('generator_utilization_ratio', "Busy part of a run's thread", (run) => run.utilization);
    most('generator_resident_memory_bytes', 'Memory of a run', (run) => run.residentBytes);
    for (const [name, of] of [
      ['planned', (run: LiveRun) => run.about.planned],
      ['finished', (run: LiveRun) => run.finished],
    ] as const) {
      const help = `Requests ${name} of the runs under way; 0 planned where a duration ends them`;
      const gauge = this.gauge(`requests_${name}`, help, ['phase'], () => {
        for (const phase of ['warmup', 'measured'] as const) {
          gauge.set(
            { phase },
            active().reduce((total, run) => total + of(run)[phase], 0),
          );
        }
      });
    }
  }

  private counter(name: string, help: string, labelNames: string[]) {
    return new Counter({ name: `kvmini_${name}`, help, labelNames, registers: [this.registry] });
  }

  private gauge(name: string, help: string, labelNames: string[], collect?: () => void) {
    const registers = [this.registry];
    const options = { name: `kvmini_${name}`, help, labelNames, registers };
    return new Gauge(collect ? { ...options, collect } : options);
  }

  private seconds(name: string, help: string) {
    const registers = [this.registry];
    const options = { help, labelNames: ['profile'], buckets: SECONDS, registers };
    return new Histogram({ ...options, name: `kvmini_${name}` });
  }
}

/** Whether a value may be observed: the registry throws for others, and goes wrong for those below 0. */
const isTime = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && value >= 0;
