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

/** Why an answer ended, as servers name it; what else they may say is `other`. */
export const FINISH_REASONS = [
  'stop',
  'length',
  'tool_calls',
  'function_call',
  'content_filter',
  'error',
  'abort',
  'other',
] as const;

/** Why an answer ended. */
export type FinishReason = (typeof FINISH_REASONS)[number];

/** The largest count that is believed: sums of four million such counts are exact. */
export const MOST_COUNTED = 2 ** 31 - 1;

/** A number that a server or a file gives as a count; `undefined` unless it is a whole one from 0 to 2^31 - 1. */
export const countOf = (value: unknown): number | undefined =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST_COUNTED
    ? (value as number)
    : undefined;

/** How a request ended; `unfinished` ones were cut off when the run was. */
export type RequestOutcome = 'success' | 'error' | 'unfinished';

/** Whether a request counts: those of the warm-up are in no figure. */
export type Phase = 'warmup' | 'measured';

/** Where vLLM itself says that a request spent its time, in milliseconds. */
export interface ServerTimes {
  /** Waiting for its turn. */
  readonly queueMs: number;
  /** From its turn to the first token. */
  readonly prefillMs: number;
}

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
  /** Time from each token-bearing chunk to the next; of an answer of very many chunks, the first 65,536 of them. */
  readonly chunkGapsMs: readonly number[];
  /** Token-bearing chunks; only where they are more than the gaps tell. */
  readonly chunks?: number;
  readonly status?: number;
  readonly outcome: RequestOutcome;
  readonly reason?: Reason;
  /** What the server, or the system, said of the failure; only of the first one with its reason. */
  readonly message?: string;
  /** Why the answer ended, as the server says; absent where it does not. */
  readonly finishReason?: FinishReason;
  /** As the server's usage says; absent where it says nothing. */
  readonly promptTokens?: number;
  /**
   * As the server's usage says, else as a tokenizer counted them after the last request; absent
   * where nobody did.
   */
  readonly outputTokens?: number;
  /** Prompt tokens that came from the server's cache, as its usage says; absent where it says nothing. */
  readonly cachedTokens?: number;
  /** Output tokens that were reasoning, as the server's usage says. */
  readonly reasoningTokens?: number;
  /** Where vLLM's own metrics of the request say that its time went; absent where it was not started with them. */
  readonly server?: ServerTimes;
  /** Whether the server said how many output tokens there are. */
  readonly usage: boolean;
  /** The address to which it went, or was to go; absent through a proxy. */
  readonly address?: string;
  /** The server's `system_fingerprint`, in the first row that has it and wherever it is another. */
  readonly fingerprint?: string;
  /** Which of several workers sent it, from 0 on; absent in a run of one. */
  readonly worker?: number;
}

/** How many chunks of an answer carried tokens. */
export const chunksOf = (row: RequestRow): number =>
  row.chunks ?? (row.firstTokenMs === undefined ? 0 : row.chunkGapsMs.length + 1);

/** Rounds milliseconds to the microsecond. */
export const toMicrosecond = (milliseconds: number): number => Math.round(milliseconds * 1e3) / 1e3;
