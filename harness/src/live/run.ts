import type { LiveEvent } from './events';

/** The ways in which `serve` sees a run end: one that was killed could not say so itself. */
export const SEEN_OUTCOMES = ['done', 'failed', 'interrupted', 'killed'] as const;

/** How a run ended, as `serve` saw it. */
export type SeenOutcome = (typeof SEEN_OUTCOMES)[number];

/** A run under way, as far as it has told of itself. */
export class LiveRun {
  readonly finished = { warmup: 0, measured: 0 };
  utilization = 0;
  residentBytes = 0;
  private sent = 0;

  constructor(readonly about: Extract<LiveEvent, { type: 'started' }>) {}

  /** Requests that were sent and have not ended. */
  get inFlight(): number {
    return Math.max(0, this.sent - this.finished.warmup - this.finished.measured);
  }

  /** Takes what the run tells. */
  take(event: LiveEvent): void {
    if (event.type === 'row') this.finished[event.phase]++;
    if (event.type !== 'tick') return;
    this.sent = event.sent;
    this.utilization = event.utilization;
    this.residentBytes = event.residentBytes;
  }
}
