import type { Arrivals } from '../workload/arrivals';

/** How much is sent, and how much of it at once. */
export interface PacerLimits {
  /** Requests in flight at most. */
  readonly concurrency: number;
  /** Requests at most; without it, the duration ends the load. */
  readonly requests?: number | undefined;
  /** Milliseconds after which nothing more is sent. */
  readonly durationMs?: number | undefined;
}

/** What is to be done now; times are milliseconds since the load began. */
export type Pace =
  | { readonly now: 'send'; readonly index: number; readonly dueMs: number }
  | { readonly now: 'wait'; readonly untilMs: number }
  /** Nothing, until a request ends. */
  | { readonly now: 'full' }
  /** Nothing any more. */
  | { readonly now: 'over' };

const FULL: Pace = { now: 'full' };
const OVER: Pace = { now: 'over' };

/** Says when to send: of the schedule, the time and what is in flight. Pure: it has no timer and no clock. */
export class Pacer {
  private sent = 0;
  private stopped = false;
  /** Whether a request had to wait for a place, and those after it have not caught up. */
  private behind = false;

  constructor(
    private readonly arrivals: Arrivals,
    private readonly limits: PacerLimits,
  ) {}

  /** What is to be done at `elapsedMs`; what it says to send counts as sent. */
  next(elapsedMs: number, inFlight: number): Pace {
    const due = this.arrivals.due(elapsedMs);
    if (this.isOver(elapsedMs, due)) return OVER;
    if (inFlight >= this.limits.concurrency) {
      this.behind = true;
      return FULL;
    }
    if (due > elapsedMs) {
      this.behind = false;
      return { now: 'wait', untilMs: due };
    }
    this.arrivals.take();
    return { now: 'send', index: this.sent++, dueMs: due };
  }

  /** Has nothing more sent, and nothing more counted as unsent. */
  stop(): void {
    this.stopped = true;
  }

  /**
   * How many requests were sent, and how many the schedule wanted sent within the duration and found no place: the
   * schedule goes on without us. Asked once, at the end.
   */
  outcome(): { readonly sent: number; readonly unsent: number } {
    const { sent } = this;
    const { durationMs, requests = Number.POSITIVE_INFINITY } = this.limits;
    if (durationMs === undefined || this.stopped) return { sent, unsent: 0 };
    let unsent = 0;
    while (sent + unsent < requests && this.arrivals.due(Number.POSITIVE_INFINITY) < durationMs) {
      unsent++;
      this.arrivals.take();
    }
    return { sent, unsent };
  }

  /** A request that is only late because a timer was is sent; one that found no place is not. */
  private isOver(elapsedMs: number, due: number): boolean {
    const { requests, durationMs } = this.limits;
    if (this.stopped) return true;
    if (requests !== undefined && this.sent >= requests) return true;
    if (durationMs === undefined) return false;
    return due >= durationMs || (this.behind && elapsedMs >= durationMs);
  }
}
