import type { Reason } from '../request/row';

/** How many requests there were of each kind. */
export interface Counts {
  /** Measured requests that ended by themselves. */
  readonly attempts: number;
  /** Attempts with a 2xx status and a complete answer. */
  readonly successes: number;
  readonly errors: number;
  /** Successes that met every limit of the SLO; `null` where there is none. */
  readonly good: number | null;
  /** Measured requests that the end of the run cut off: in no figure. */
  readonly unfinished: number;
  /** Requests of the warm-up: in no figure. */
  readonly warmup: number;
  /** Successes for which the server gave no usage: their chunks were counted where they were streamed. */
  readonly withoutUsage: number;
}

/** What is counted of a run; its rates follow from it. */
export interface Counted {
  readonly counts: Counts;
  /** From the first request sent to the last one ended; `null` where none was sent. */
  readonly durationSeconds: number | null;
  /** Of all successes; `null` where those of one success are unknown. */
  readonly promptTokens: number | null;
  /** Of all successes; `null`, as their throughput, where those of one success are unknown. */
  readonly outputTokens: number | null;
  readonly errorsByReason: Partial<Record<Reason, number>>;
}

/** A run as far as its totals need it; its results are one. */
export interface RunNumbers extends Counted {
  /** Requests that were due and never sent. */
  readonly unsent?: number;
  readonly heldBack?: number;
  /** How the load generator fared. */
  readonly generator?: { readonly runQueueWait?: number } | null;
  readonly slo?: { readonly good: number; readonly met: boolean | null } | null;
}
