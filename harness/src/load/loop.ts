import type { Due } from '../request/client';
import type { RequestEvents } from '../request/exchange';
import type { Phase, RequestRow } from '../request/row';
import type { Arrivals } from '../workload/arrivals';

/** How much is sent, and how much of it at once. */
export interface LoopLimits {
  readonly phase: Phase;
  /** Requests in flight at most. */
  readonly concurrency: number;
  /** Requests at most; without it, the duration ends the loop. */
  readonly requests?: number | undefined;
  /** Milliseconds after which nothing more is sent. */
  readonly durationMs?: number | undefined;
  /**
   * Milliseconds for which a place stays taken after a request found nobody to connect to, so that
   * a closed loop does not race through its requests while the target is away.
   */
  readonly restMs?: number | undefined;
}

/** What the loop needs of the world. */
export interface LoopPorts {
  /** Milliseconds since the run began, on the monotonic clock. */
  readonly now: () => number;
  readonly send: (due: Due, events: RequestEvents) => void;
  /** Gets each row as its request ends. */
  readonly row: (row: RequestRow) => void;
}

/** How a loop came out. */
export interface LoopOutcome {
  readonly sent: number;
  /** Requests that were due before the loop ended and found no free place in it. */
  readonly unsent: number;
}

/** Sends requests when they are due, as far as the concurrency allows, until a limit is met. */
export class LoadLoop {
  private readonly begun: number;
  private inFlight = 0;
  private sent = 0;
  private unsent = 0;
  private stopped = false;
  /** Whether a request had to wait for a place, and those after it have not caught up. */
  private full = false;
  private timer: NodeJS.Timeout | undefined;
  /** When the timer is to fire, in milliseconds since the loop began. */
  private wakesAt = Number.POSITIVE_INFINITY;
  private readonly events: RequestEvents = {
    heard: () => this.sendDue(),
    ended: (row) => this.ended(row),
  };
  private over: (outcome: LoopOutcome) => void = () => {};

  constructor(
    private readonly arrivals: Arrivals,
    private readonly limits: LoopLimits,
    private readonly ports: LoopPorts,
  ) {
    this.begun = ports.now();
  }

  /** Requests that have been sent and not ended. */
  get requestsInFlight(): number {
    return this.inFlight;
  }

  /** Runs until the last request has ended. */
  run(): Promise<LoopOutcome> {
    return new Promise((resolve) => {
      this.over = resolve;
      if (this.limits.durationMs !== undefined) {
        setTimeout(() => this.pump(), this.limits.durationMs + 1).unref();
      }
      this.pump();
    });
  }

  /** Sends nothing more; the loop is over when what is in flight has ended. */
  stop(): void {
    this.stopped = true;
    this.pump();
  }

  /**
   * Timers fire between two rounds of the event loop, and one round handles every answer that has
   * come in by then: without a look between two answers, a burst of them would hold up what is due.
   */
  private sendDue(): void {
    if (this.ports.now() - this.begun >= this.wakesAt) this.pump();
  }

  private pump(): void {
    clearTimeout(this.timer);
    this.wakesAt = Number.POSITIVE_INFINITY;
    for (;;) {
      const elapsed = this.ports.now() - this.begun;
      const due = this.arrivals.due(elapsed);
      if (this.isOver(elapsed, due)) break;
      if (this.inFlight >= this.limits.concurrency) {
        this.full = true;
        return;
      }
      if (due > elapsed) {
        this.full = false;
        this.wakesAt = due;
        this.timer = setTimeout(() => this.pump(), due - elapsed);
        return;
      }
      this.arrivals.take();
      this.send(this.begun + due);
    }
    if (this.inFlight === 0) this.finish();
  }

  /** A request that is only late because a timer was is sent; one that found no place is not. */
  private isOver(elapsed: number, due: number): boolean {
    const { requests, durationMs } = this.limits;
    if (this.stopped) return true;
    if (requests !== undefined && this.sent >= requests) return true;
    if (durationMs === undefined) return false;
    return due >= durationMs || (this.full && elapsed >= durationMs);
  }

  private send(scheduledMs: number): void {
    this.inFlight++;
    const index = this.sent++;
    this.ports.send({ index, phase: this.limits.phase, scheduledMs }, this.events);
  }

  private ended(row: RequestRow): void {
    this.ports.row(row);
    if (row.reason === 'connect' && !this.stopped)
      setTimeout(() => this.leave(), this.limits.restMs ?? 0);
    else this.leave();
  }

  private leave(): void {
    this.inFlight--;
    this.pump();
  }

  private finish(): void {
    this.countUnsent();
    this.over({ sent: this.sent, unsent: this.unsent });
    this.over = () => {};
  }

  /** The schedule goes on without us: what it wanted sent and was not must be told. */
  private countUnsent(): void {
    const { durationMs, requests } = this.limits;
    if (durationMs === undefined || this.stopped) return;
    const most = requests === undefined ? Number.POSITIVE_INFINITY : requests - this.sent;
    while (this.unsent < most && this.arrivals.due(Number.POSITIVE_INFINITY) < durationMs) {
      this.unsent++;
      this.arrivals.take();
    }
  }
}
