import { Presets, SingleBar } from 'cli-progress';
import type { RequestRow } from '../request/row';
import type { RunObserver } from '../run/observer';
import type { BenchSettings } from '../settings/settings';

const LINE_EVERY_MS = 10_000;

/** Shows on stderr how far a run is: a bar on a terminal, else a line now and then. */
export class Progress implements RunObserver {
  private readonly bar = new SingleBar(
    {
      format: '{phase} [{bar}] {ended}{of}  {errors} errors  {duration_formatted}',
      stream: process.stderr,
      noTTYOutput: true,
      notTTYSchedule: LINE_EVERY_MS,
      hideCursor: true,
      stopOnComplete: false,
    },
    Presets.shades_classic,
  );
  private errors = 0;
  private ended = 0;
  private begun = 0;
  /** Whether the bar shows time, since no number of requests ends the run. */
  private timed = false;

  constructor(private readonly settings: BenchSettings) {}

  started(): void {
    const { warmup } = this.settings;
    if (warmup > 0) this.begin('warm-up', warmup);
    else this.begin('load', this.settings.requests);
  }

  row(row: RequestRow): void {
    if (row.outcome === 'error') this.errors++;
    this.ended++;
    const { ended, errors } = this;
    this.bar.update(this.timed ? performance.now() - this.begun : ended, { ended, errors });
    const { warmup, requests } = this.settings;
    if (row.phase === 'warmup' && ended === warmup) this.begin('load', requests);
  }

  finished(): void {
    this.bar.stop();
  }

  private begin(phase: string, requests: number | undefined): void {
    this.errors = 0;
    this.ended = 0;
    this.begun = performance.now();
    this.timed = requests === undefined;
    const total = requests ?? this.settings.durationMs ?? 0;
    const of = requests === undefined ? ' requests' : `/${requests}`;
    this.bar.start(total, 0, { phase, ended: 0, errors: 0, of });
  }
}
