import { Presets, SingleBar } from 'cli-progress';
import type { RunRecord } from '../results/schema';
import type { RunObserver } from '../run/observer';
import type { BenchSettings } from '../run/settings';

const LINE_EVERY_MS = 10_000;

/** Shows on stderr how far a run is: a bar on a terminal, else a line now and then. */
export class Progress implements RunObserver {
  private readonly bar = new SingleBar(
    {
      format: '{phase} [{bar}] {value}/{shownTotal}  {errors} errors  {duration_formatted}',
      stream: process.stderr,
      noTTYOutput: true,
      notTTYSchedule: LINE_EVERY_MS,
      hideCursor: true,
      stopOnComplete: false,
    },
    Presets.rect,
  );
  private errors = 0;
  private ended = 0;

  constructor(private readonly settings: BenchSettings) {}

  started(_run: RunRecord): void {
    const { warmup } = this.settings;
    this.begin(warmup > 0 ? 'warm-up' : 'load', warmup > 0 ? warmup : this.settings.requests);
  }

  row(row: Parameters<NonNullable<RunObserver['row']>>[0]): void {
    if (row.outcome === 'error') this.errors++;
    this.ended++;
    this.bar.update(this.ended, { errors: this.errors });
    const { warmup, requests } = this.settings;
    if (row.phase === 'warmup' && this.ended === warmup) this.begin('load', requests);
  }

  finished(): void {
    this.bar.stop();
  }

  /** A run by duration has no number of requests to reach. */
  private begin(phase: string, total: number | undefined): void {
    this.errors = 0;
    this.ended = 0;
    this.bar.start(total ?? 0, 0, { phase, errors: 0, shownTotal: total ?? '?' });
  }
}
