/** Why a request failed; a closed set, since it is a metric's label. */
export const REASONS = [
  'connect',
  'tls',
  'reset',
  'closed_idle',
  'generator',
  'timeout',
  'protocol',
  'truncated',
  'malformed',
  'too_large',
  'empty',
  'not_streamed',
  'not_sse',
  'server_error',
  'http_429',
  'http_4xx',
  'http_5xx',
  'http_other',
  'other',
] as const;

/** Why a request failed. */
export type Reason = (typeof REASONS)[number];

/** How a request ended; `unfinished` ones were cut off when the run was. */
export type RequestOutcome = 'success' | 'error' | 'unfinished';

/** Whether a request counts: those of the warm-up are in no figure. */
export type Phase = 'warmup' | 'measured';

/**
 * One request, as its row in `requests.jsonl` holds it.
 *
 * Times are milliseconds on the monotonic clock since the run began, to the microsecond.
 */
export interface RequestRow {
  readonly index: number;
  readonly phase: Phase;
  /** When the schedule said to send it. */
  readonly scheduledMs: number;
  /** When its first byte was handed to a connected socket; absent where there was none. */
  readonly sentMs?: number;
  /** When the first chunk with a token came; absent where none did or nothing was streamed. */
  readonly firstTokenMs?: number;
  /** When the last token came, of those that did; a whole answer's end where nothing was streamed. */
  readonly lastTokenMs?: number;
  /** When the answer, or the hope of one, was over. */
  readonly endMs: number;
  /** Time from each token-bearing chunk to the next. */
  readonly chunkGapsMs: readonly number[];
  readonly status?: number;
  readonly outcome: RequestOutcome;
  readonly reason?: Reason;
  /** As the server's usage says; absent where it says nothing. */
  readonly promptTokens?: number;
  /**
   * As the server's usage says, else the number of token-bearing chunks; absent where nothing was
   * streamed and the server gave no usage.
   */
  readonly outputTokens?: number;
  /** Whether the server gave a usage. */
  readonly usage: boolean;
  /** The address to which it went, or was to go; absent through a proxy. */
  readonly address?: string;
}

/** Rounds milliseconds to the microsecond. */
export const toMicrosecond = (milliseconds: number): number => Math.round(milliseconds * 1e3) / 1e3;
