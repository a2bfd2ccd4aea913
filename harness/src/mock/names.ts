/** Whose names the mock server's metrics have: vLLM's of today, those before 0.9.2, KServe's own, or none at all. */
export const GENERATIONS = ['vllm', 'vllm-0.8', 'kserve', 'none'] as const;

/** Whose names the mock server's metrics have. */
export type Generation = (typeof GENERATIONS)[number];

/** Names of today, and what vLLM called the same before 0.9.2. */
const BEFORE: Readonly<Record<string, string>> = {
  'vllm:kv_cache_usage_perc': 'vllm:gpu_cache_usage_perc',
  'vllm:prefix_cache_queries_total': 'vllm:gpu_prefix_cache_queries_total',
  'vllm:prefix_cache_hits_total': 'vllm:gpu_prefix_cache_hits_total',
  'vllm:inter_token_latency_seconds': 'vllm:time_per_output_token_seconds',
};
/** What vLLM did not have then. */
const LATER = new Set(['vllm:request_time_per_output_token_seconds']);

/** The name of a metric in a generation; `undefined` where it has none. */
export function nameIn(generation: Generation, name: string): string | undefined {
  if (generation === 'vllm') return name;
  if (generation !== 'vllm-0.8' || LATER.has(name)) return undefined;
  return BEFORE[name] ?? name;
}
