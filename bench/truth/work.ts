/** The load that a tool is asked for. */
export interface Work {
  readonly requests: number;
  /** Requests a second, where the load is an open loop. */
  readonly rate: number;
  /** Gaps between requests: even, or exponential. */
  readonly pattern: 'constant' | 'poisson';
  /** Requests in flight at most, where the scenario sets a limit; a closed loop takes so many at a time. */
  readonly cap?: number;
  /** What a tool without an open loop is asked for in place of the rate: so many at a time come near it. */
  readonly concurrency: number;
  /** Output tokens of each request. */
  readonly tokens: number;
  readonly promptTokens: number;
  readonly seed: number;
  /** Whether the tool is given the folder of a tokenizer; without it, it has the model's name alone. */
  readonly tokenizer: boolean;
}

/** A load of 20 requests a second for five seconds. */
export const PLAIN_WORK: Work = {
  requests: 100,
  rate: 20,
  pattern: 'constant',
  concurrency: 5,
  tokens: 16,
  promptTokens: 32,
  seed: 7,
  tokenizer: true,
};
