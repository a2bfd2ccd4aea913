import { LongTimer } from '../long-timer';
import type { Due } from '../request/client';
import type { RequestEvents } from '../request/exchange';
import type { Phase, Reason, RequestRow } from '../request/row';
import type { Arrivals } from '../workload/arrivals';
import { indexIn, type Share, WHOLE } from '../workload/partition';
import type { Alarm } from './alarm';
import { Pacer, type PacerLimits, type PacerOutcome } from './pacer';

/** How much is sent, in which phase. */
export interface LoopLimits extends PacerLimits {
  readonly phase: Phase;
  /**
   * Milliseconds for which a place stays taken after a request that nobody took, so that a closed loop does not race
   * through its requests while the target is away, overloaded or broken.
   */
  readonly restMs?: number | undefined;
  /** Milliseconds for which a place stays taken after any request. @default 0 */
  readonly pauseMs?: number | undefined;
  /** The share of the load that this is; arrivals and the number of requests are the share's own. @default all of it */
  readonly share?: Share | undefined;
  /** When the load begins, in milliseconds since the run did. @default now */
  readonly begunMs?: number | undefined;
}

/** Nobody to connect to, a server that says it can't, or no way out of this machine. */
const NOBODY: readonly (Reason | undefined)[] = ['connect', 'http_429', 'http_5xx', 'generator'];

/** What the loop needs of the world. */
export interface LoopPorts {
  /** Milliseconds since the run began, on the monotonic clock. */
  readonly now: () => number;
  readonly send: (due: Due, events: RequestEvents) => void;
  /** Gets each row as its request ends. */
  readonly row: (row: RequestRow) => void;
  /** Wakes it where a timer would a little later. */
  readonly alarm?: Pick<Alarm, 'set'> | undefined;
}

/** Sends requests when the pacer says so, until it says that the load is over. */
export class LoadLoop implements RequestEvents {
  private readonly begun: number;
  private readonly pacer: Pacer;
  private inFlight = 0;
  private stopped = false;
  private timer: LongTimer | undefined;
  /** When the timer is to fire, in milliseconds since the loop began. */
  private wakesAt = Number.POSITIVE_INFINITY;
  private readonly wake = () => {
    this.sleep();
    this.pump();
  };
  private over: ((outcome: PacerOutcome) => void) | undefined;

  constructor(
    arrivals: Arrivals,
    private readonly limits: LoopLimits,
    private readonly ports: LoopPorts,
  ) {
    this.begun = limits.begunMs ?? ports.now();
    this.pacer = new Pacer(arrivals, limits);
  }

  /** Runs until the last request has ended. */
  run(): Promise<PacerOutcome> {
    return new Promise((resolve) => {
      this.over = resolve;
      this.pump();
    });
  }

  /** Sends nothing more; the loop is over when what is in flight has ended. */
  stop(): void {
    this.stopped = true;
    this.pacer.stop();
    this.pump();
  }

  /**
   * Timers fire between two rounds of the event loop, and one round handles every answer that has
   * come in by then: without a look between two answers, a burst of them would hold up what is due.
   */
  heard(): void {
    if (this.elapsed() >= this.wakesAt) this.pump();
  }

  private elapsed(): number {
    return this.ports.now() - this.begun;
  }

  private pump(): void {
    for (;;) {
      const elapsed = this.elapsed();
      const pace = this.pacer.next(elapsed, this.inFlight);
      switch (pace.now) {
        case 'send':
          this.send(pace.index, pace.dueMs);
          break;
        case 'wait':
          this.sleep(pace.untilMs, elapsed);
          return;
        case 'full':
          this.sleep();
          return;
        case 'over':
          this.sleep();
          if (this.inFlight === 0) this.finish();
          return;
      }
    }
  }

  /** Sleeps until something is due, or is not woken by the time. */
  private sleep(untilMs = Number.POSITIVE_INFINITY, elapsed = 0): void {
    if (untilMs === this.wakesAt) return;
    this.timer?.clear();
    this.wakesAt = untilMs;
    if (untilMs === Number.POSITIVE_INFINITY) return;
    this.timer = new LongTimer(this.wake, untilMs - elapsed);
    this.ports.alarm?.set(untilMs - elapsed, this.wake);
  }

  private send(nth: number, dueMs: number): void {
    this.inFlight++;
    const { phase, share = WHOLE } = this.limits;
    const index = indexIn(share, nth);
    this.ports.send({ index, phase, scheduledMs: this.begun + dueMs }, this);
  }

  ended(row: RequestRow): void {
    this.ports.row(row);
    const { restMs = 0, pauseMs = 0 } = this.limits;
    const wait = NOBODY.includes(row.reason) ? Math.max(restMs, pauseMs) : pauseMs;
    if (wait === 0 || this.stopped) this.leave();
    else if (wait > pauseMs) setTimeout(() => this.leave(), wait);
    // Behind the connections whose rest is over in the same round: they are free in an immediate as well.
    else setTimeout(() => setImmediate(() => this.leave()), wait);
  }

  private leave(): void {
    this.inFlight--;
    this.pump();
  }

  private finish(): void {
    this.over?.(this.pacer.outcome());
    this.over = undefined;
  }
}
