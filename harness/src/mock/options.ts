import type { Fault, FaultRates } from './faults';

/** What the mock server does; every time is in milliseconds. */
export interface MockOptions {
  /** Port; 0 takes a free one. */
  readonly port: number;
  /** The IP address to listen on; 0.0.0.0 or :: lets other machines in. */
  readonly host: string;
  /** The one model that it serves. */
  readonly model: string;
  /** Median time to the first token. */
  readonly ttft: number;
  /** Median time between tokens. */
  readonly gap: number;
  /** Spread of both times: the standard deviation of their logarithm; 0 for none. */
  readonly jitter: number;
  /** Tokens in one chunk, as with speculative decoding. */
  readonly tokensPerChunk: number;
  /** Requests answered at once; others wait their turn. */
  readonly slots: number;
  /** Makes times and faults repeatable, in the order in which requests arrive. */
  readonly seed: number;
  /** How often each fault happens. */
  readonly faults: FaultRates;
  /** The fault of each request in turn, over and over, in place of rates; `none` for one that goes well. */
  readonly faultCycle: readonly (Fault | 'none')[];
  /** A time without tokens: those that were due come at its end. */
  readonly pause: Pause;
  /** The text of a token. */
  readonly word: string;
}

/** A time in which a server is silent. */
export interface Pause {
  /** It begins when so many requests have arrived. */
  readonly after: number;
  /** Milliseconds. */
  readonly length: number;
}

/** The mock server as it is without options. */
export const MOCK_DEFAULTS: MockOptions = {
  port: 0,
  host: '127.0.0.1',
  model: 'mock-model',
  ttft: 20,
  gap: 5,
  jitter: 0.1,
  tokensPerChunk: 1,
  slots: Number.POSITIVE_INFINITY,
  seed: 1,
  faults: {},
  faultCycle: [],
  pause: { after: 0, length: 0 },
  word: 'word ',
};
