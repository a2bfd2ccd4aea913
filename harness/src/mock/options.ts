import type { Fault, FaultRates } from './faults';
import type { Generation } from './names';

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
  /** The version of vLLM that it says it is. */
  readonly serverVersion: string;
  /** Prompt and output tokens of a request at most; longer ones are refused, as vLLM does. */
  readonly maxModelLen: number;
  /** So many tokens of requests under way fill its KV cache; nothing happens when it is full. */
  readonly kvTokens: number;
  /** It is ready so long after it began to listen; until then it answers 503. */
  readonly readyAfter: number;
  /** Whose names its metrics have. */
  readonly metrics: Generation;
  /** Whether it knows the beginnings of prompts again. */
  readonly prefixCache: boolean;
  /** Whether answers have vLLM's metrics of their request. */
  readonly perRequestMetrics: boolean;
  /** Whether the usage says how many prompt tokens came from the prefix cache. */
  readonly promptTokensDetails: boolean;
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
  serverVersion: '0.32.0',
  maxModelLen: 131_072,
  kvTokens: 1_048_576,
  readyAfter: 0,
  metrics: 'vllm',
  prefixCache: false,
  perRequestMetrics: false,
  promptTokensDetails: false,
};
