import * as z from 'zod';

/** The faults that a scenario asks for; the project's mock server explains each. */
export const faults = z.enum([
  'none',
  'http_429',
  'truncated',
  'stream_error',
  'finish_error',
  'no_usage',
  'role_only',
  'reasoning',
  'reset',
]);

/** What both servers are told; times in milliseconds. */
export const serverSettings = z.strictObject({
  /** Median time to the first token. */
  ttft: z.number(),
  /** Median time between chunks. */
  gap: z.number(),
  /** Spread of both: the standard deviation of their logarithm. */
  jitter: z.number(),
  tokensPerChunk: z.int(),
  /** Requests answered at once; others wait their turn. 0 is no limit. */
  slots: z.int(),
  /** The fault of each request in turn, in the order in which they arrive. */
  faultCycle: z.array(faults),
  /** No token is sent for `length`, from the arrival of so many requests on. */
  pause: z.strictObject({ after: z.int(), length: z.number() }),
  seed: z.int(),
});

/** What both servers are told. */
export type ServerSettings = z.output<typeof serverSettings>;

/** 100 ms to the first token, 10 ms from chunk to chunk, a token a chunk, and no fault. */
export const PLAIN_SERVER: ServerSettings = {
  ttft: 100,
  gap: 10,
  jitter: 0.1,
  tokensPerChunk: 1,
  slots: 0,
  faultCycle: [],
  pause: { after: 0, length: 0 },
  seed: 1,
};

/** The one model that both servers have; tools ask for it by this name. */
export const MODEL = 'truth-model';

/** A token of it: the tokenizer that `tools/servers/make_model.py` makes has a token for each character. */
export const WORD = 'a';
