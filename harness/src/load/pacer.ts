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

/** How a load came out. */
export interface PacerOutcome {
  readonly sent: number;
  /** Requests that were due before the load ended and found no free place in it. */
  readonly unsent: number;
  /** Requests that were sent later than they were due, since all places were taken; absent where none was. */
  readonly heldBack?: number;
}

const FULL: Pace = { now: 'full' };
const OVER: Pace = { now: 'over' };

/** Says when to send: of the schedule, the time and what is in flight. Pure: it has no timer and no clock. */
export class Pacer {
  private sent = 0;
  private stopped = false;
  /** Whether a request had to wait for a place, and those after it have not caught up. */
  private behind = false;
  private heldBack = 0;

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
    if (this.behind && due < elapsedMs) this.heldBack++;
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
  outcome(): PacerOutcome {
    const { sent, heldBack } = this;
    const late = heldBack > 0 ? { heldBack } : {};
    const { durationMs, requests = Number.POSITIVE_INFINITY } = this.limits;
    if (durationMs === undefined || this.stopped) return { sent, unsent: 0, ...late };
    let unsent = 0;
    while (sent + unsent < requests && this.arrivals.due(Number.POSITIVE_INFINITY) < durationMs) {
      unsent++;
      this.arrivals.take();
    }
    return { sent, unsent, ...late };
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
