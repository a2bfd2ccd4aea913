import type { FinishReason, Reason } from '../request/row';

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
  /** Measured requests that a worker may have sent before it was lost: in no figure, and without a row. */
  readonly lost?: number;
  /** Requests of the warm-up: in no figure. */
  readonly warmup: number;
  /** Successes for which the server did not say how many output tokens there are. */
  readonly withoutUsage: number;
  /** Of these, those whose output tokens a tokenizer counted. */
  readonly tokenized?: number;
  /** Successes of several tokens that came all at once: they have no time per output token. */
  readonly atOnce?: number;
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
  /** Prompt tokens of all successes that came from the server's cache; absent where no answer says so. */
  readonly cachedTokens?: number | null;
  /** Output tokens of all successes that were reasoning; absent where no answer says so. */
  readonly reasoningTokens?: number | null;
  /** Chunks with tokens, of all successes. */
  readonly chunks?: number;
  readonly errorsByReason: Partial<Record<Reason, number>>;
  /** What is known of the first error with each reason. */
  readonly firstErrors?: Partial<Record<Reason, FirstError>>;
  /** Why answers ended, of all attempts whose server said so. */
  readonly finishReasons?: Partial<Record<FinishReason, number>>;
}

/** What is known of an error. */
export interface FirstError {
  readonly status?: number;
  /** What the server, or the system, said: cut, and without what may be secret. */
  readonly message?: string;
}

/** A run as far as its totals need it; its results are one. */
export interface RunNumbers extends Counted {
  /** Requests that were due and never sent. */
  readonly unsent?: number;
  readonly heldBack?: number;
  /** What the replicas cost; absent where that is not known. */
  readonly cost?: { readonly perHour: number };
  /** What the replicas' GPUs took; absent where that is not known. */
  readonly energy?: { readonly wattHours: number };
  /** How the load generator fared. */
  readonly generator?: { readonly runQueueWait?: number } | null;
  readonly slo?: { readonly good: number; readonly met: boolean | null } | null;
}
