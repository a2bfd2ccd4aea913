import type { Fault } from './faults';

/** The true timings of one request, in milliseconds of the server's monotonic clock. */
export interface Truth {
  /** The request's `x-request-id`. */
  readonly id: string;
  /** When the request's head had been read. */
  readonly received: number;
  /** When it began to wait for its turn. */
  readonly queued: number;
  /** When its turn came. */
  readonly scheduled: number;
  /** When the answer's head was handed to the socket. */
  readonly firstByte?: number;
  /** When each token-bearing chunk was handed to the socket. */
  readonly chunks: readonly number[];
  /** When the answer was over. */
  readonly ended: number;
  /** Tokens in those chunks. */
  readonly tokens: number;
  readonly status: number;
  readonly fault?: Fault;
  /** Whether the client got a whole answer that was no failure. */
  readonly whole: boolean;
  /** The most by which a chunk was later than it was due, in milliseconds. */
  readonly late: number;
}

const KEPT = 100_000;

/** The true timings of the last 100,000 requests, until they are taken. */
export class TruthLog {
  private kept: Truth[] = [];

  /** Adds a request; the oldest half goes where there are too many. */
  add(truth: Truth): void {
    if (this.kept.length >= KEPT) this.kept = this.kept.slice(KEPT / 2);
    this.kept.push(truth);
  }

  /** Hands out what was kept and forgets it. */
  take(): Truth[] {
    const taken = this.kept;
    this.kept = [];
    return taken;
  }
}
