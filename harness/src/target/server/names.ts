/** What is read of a server's metrics, by the names that it had in vLLM's versions; the newest first. */
interface Metric {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** Each name with the versions of vLLM that have it; where several are there, the first counts. */
  readonly names: readonly (readonly [name: string, versions: string])[];
  /** How label sets, as those of several engines, are put together. @default sum */
  readonly of?: 'max';
}

/**
 * Every metric that is read, with the vLLM versions that have it.
 *
 * @see https://docs.vllm.ai/en/latest/usage/metrics/
 * @see https://github.com/vllm-project/vllm/pull/18354
 * @see https://github.com/vllm-project/vllm/pull/29330
 */
export const SERVER_METRICS = {
  running: { kind: 'gauge', names: [['vllm:num_requests_running', 'all']] },
  waiting: { kind: 'gauge', names: [['vllm:num_requests_waiting', 'all']] },
  cacheUsage: {
    kind: 'gauge',
    of: 'max',
    names: [
      ['vllm:kv_cache_usage_perc', 'from 0.9.2'],
      ['vllm:gpu_cache_usage_perc', 'to 0.10; in 0.11 hidden'],
    ],
  },
  requests: { kind: 'counter', names: [['vllm:request_success_total', 'all']] },
  promptTokens: { kind: 'counter', names: [['vllm:prompt_tokens_total', 'all']] },
  outputTokens: { kind: 'counter', names: [['vllm:generation_tokens_total', 'all']] },
  preemptions: { kind: 'counter', names: [['vllm:num_preemptions_total', 'all']] },
  prefixCacheQueries: {
    kind: 'counter',
    names: [
      ['vllm:prefix_cache_queries_total', 'from 0.9.2'],
      ['vllm:gpu_prefix_cache_queries_total', '0.8 to 0.10; in 0.11 hidden'],
    ],
  },
  prefixCacheHits: {
    kind: 'counter',
    names: [
      ['vllm:prefix_cache_hits_total', 'from 0.9.2'],
      ['vllm:gpu_prefix_cache_hits_total', '0.8 to 0.10; in 0.11 hidden'],
    ],
  },
  firstToken: { kind: 'histogram', names: [['vllm:time_to_first_token_seconds', 'all']] },
  queue: { kind: 'histogram', names: [['vllm:request_queue_time_seconds', 'from 0.6.5']] },
  prefill: { kind: 'histogram', names: [['vllm:request_prefill_time_seconds', 'from 0.6.5']] },
  decode: { kind: 'histogram', names: [['vllm:request_decode_time_seconds', 'from 0.6.5']] },
  whole: { kind: 'histogram', names: [['vllm:e2e_request_latency_seconds', 'all']] },
  tokenGap: {
    kind: 'histogram',
    names: [
      ['vllm:inter_token_latency_seconds', 'from 0.10.2'],
      ['vllm:time_per_output_token_seconds', 'to 0.11; in 0.12 hidden'],
    ],
  },
} as const satisfies Readonly<Record<string, Metric>>;

/** The name of something that is read of a server's metrics. */
export type ServerMetric = keyof typeof SERVER_METRICS;

type OfKind<Kind> = {
  [Name in ServerMetric]: (typeof SERVER_METRICS)[Name] extends { kind: Kind } ? Name : never;
}[ServerMetric];

/** The names of histograms, of which sum and count are read. */
export type ServerTime = OfKind<'histogram'>;
/** The names of counters. */
export type ServerCount = OfKind<'counter'>;
/** The names of gauges. */
export type ServerGauge = OfKind<'gauge'>;

const named = <Kind extends Metric['kind']>(kind: Kind) =>
  (Object.keys(SERVER_METRICS) as ServerMetric[]).filter(
    (name) => SERVER_METRICS[name].kind === kind,
  ) as OfKind<Kind>[];

/** The histograms that are read. */
export const SERVER_TIMES = named('histogram');
/** The counters that are read. */
export const SERVER_COUNTS = named('counter');
/** The gauges that are read. */
export const SERVER_GAUGES = named('gauge');

/** A number that a scrape has: a counter or gauge, or the sum or count of a histogram. */
export type Series = ServerCount | ServerGauge | `${ServerTime}Sum` | `${ServerTime}Count`;

/** What a line's name is of: the series, and which of its names it is, 0 being the newest. */
export interface Meaning {
  readonly series: Series;
  readonly rank: number;
  readonly isMax: boolean;
}

/** What each name in an exposition means. */
export const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  Object.entries<Metric>(SERVER_METRICS).flatMap(([key, { kind, names, of }]) =>
    names.flatMap(([name], rank): [string, Meaning][] => {
      const meaning = { rank, isMax: of === 'max' };
      if (kind !== 'histogram') return [[name, { ...meaning, series: key as Series }]];
      return [
        [`${name}_sum`, { ...meaning, series: `${key as ServerTime}Sum` }],
        [`${name}_count`, { ...meaning, series: `${key as ServerTime}Count` }],
      ];
    }),
  ),
);
